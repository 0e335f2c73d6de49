using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Editing.Shelf;

public sealed class ShelfTests : IAsyncLifetime
{
    private const string Cases = "cases/meeting-foreigners.yaml";
    private const string Rule = "rules/travel-approval/approval-before-travel.yaml";
    private const string Course = "courses/before-access.yaml";

    private static readonly CancellationToken None = CancellationToken.None;

    private LearningRoom _room = null!;
    private Viewer _editor = null!;
    private Viewer _reviewer = null!;

    public async ValueTask InitializeAsync()
    {
        _room = await LearningRoom.OpenAsync();
        _editor = await _room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        _reviewer = await _room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer));
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task Every_shipped_document_is_listed_once_with_as_many_uses_as_are_listed_for_it()
    {
        var rows = await ListAsync();
        Assert.Equal(
            EditionSample.Documents.Paths.Order(StringComparer.Ordinal),
            rows.SelectMany(row => row.Paths).Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            var usage = (await _room.Get<EditingQueries>().UsageAsync(_editor, row.Path, None)).Value!;
            var listed = usage.Lessons.Count + usage.Courses.Count + usage.Questions.Count + usage.Rules.Count + usage.Acknowledgements.Count + usage.Others.Count;
            Assert.True(listed == row.UsedIn, $"{row.Path}: {row.UsedIn} counted, {listed} listed");
        }

        Assert.Contains(rows, row => row is { UsedIn: > 3, ReviewBy: not null });
        Assert.All(rows, row => Assert.Equal((ShelfState.Published, "system", 1), (row.State, row.ChangedBy, row.Edition)));
        Assert.All(rows, row => Assert.DoesNotContain(row.Languages, language => language.State is ShelfLanguage.Stale or ShelfLanguage.Missing));

        // What is shipped says of each language whether it was read.
        Assert.All(EditionSample.Edition.Rules.Values, rule => Assert.Equal(
            Languages.All.Select(language => rule.Translation[language] == KnbTraining.Content.Text.TranslationState.Draft),
            rows.Single(row => row.Path == rule.Path).Languages.Select(language => language.State == ShelfLanguage.Unread)));
        Assert.All(EditionSample.Edition.Rules.Values, rule => Assert.Equal(rule.ReviewBy, rows.Single(row => row.Path == rule.Path).ReviewBy));
    }

    [Fact]
    public async Task A_document_goes_from_published_to_changed_stale_retired_and_back_and_each_time_somebody_did_it()
    {
        // One language of a published text changes, then another.
        var text = EditionSample.Documents.Find(Cases)!;
        var changed = text.Replace("  en: Meeting with foreign persons", "  en: Meetings with foreign persons", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var saved = await _room.SaveDocumentAsync(_editor, Cases, changed);
        await _room.SaveDocumentAsync(_editor, "cases/brand-new.yaml", text.Replace("id: meeting-foreigners", "id: brand-new", StringComparison.Ordinal).Replace("  kk: Шетелдік адамдармен кездесу", "  kk: \"\"", StringComparison.Ordinal), saved.Value!.Change);
        Assert.Equal((ShelfState.Changed, "Editor", "Read Stale Stale"), State(await RowAsync(Cases)));
        Assert.Equal((ShelfState.New, "Editor", "Read Unread Missing"), State(await RowAsync("cases/brand-new.yaml")));
        await _room.Get<DocumentSaving>().DropAsync(_editor, saved.Value.Change, "cases/brand-new.yaml", 2, None);
        await PublishAsync(saved.Value.Change);
        Assert.Equal((ShelfState.Published, "Editor", "Read Stale Stale"), State(await RowAsync(Cases)));
        var caughtUp = changed.Replace("  ru: Встреча с иностранными", "  ru: Встречи с иностранными", StringComparison.Ordinal);
        Assert.NotEqual(changed, caughtUp);
        await PublishAsync((await _room.SaveDocumentAsync(_editor, Cases, caughtUp)).Value!.Change);
        Assert.Equal((ShelfState.Published, "Editor", "Read Unread Stale"), State(await RowAsync(Cases)));

        // Retired by one change for several, undone by giving it up, done again, published, and brought back as it was.
        var batches = _room.Get<ShelfBatches>();
        var change = (await batches.ApplyAsync(_editor, ShelfAct.Retire, [Cases], null, "Out", null, None)).Value;
        Assert.Equal(ShelfState.Retired, (await RowAsync(Cases)).State);
        Assert.True((await _room.Get<ChangeService>().WithdrawAsync(_editor, change, "", None)).Ok);
        Assert.Equal(ShelfState.Published, (await RowAsync(Cases)).State);
        await PublishAsync((await batches.ApplyAsync(_editor, ShelfAct.Retire, [Cases], null, "Out", null, None)).Value);
        var gone = await RowAsync(Cases);
        Assert.Equal((ShelfState.Retired, true, 4, "Editor"), (gone.State, gone.IsGone, gone.Edition, gone.ChangedBy));
        var back = Assert.Single((await batches.PlanAsync(_editor, ShelfAct.BringBack, [Cases], null, null, None)).Value!.Lines);
        Assert.Equal((null, caughtUp, null), (back.Before, back.After, back.LeftOut));
        await PublishAsync((await batches.ApplyAsync(_editor, ShelfAct.BringBack, [Cases], null, "Back", null, None)).Value);
        Assert.Equal((ShelfState.Published, false), ((await RowAsync(Cases)).State, (await RowAsync(Cases)).IsGone));
    }

    [Fact]
    public async Task Days_of_review_are_set_in_one_change_whatever_the_documents_are_and_giving_it_up_undoes_it()
    {
        var (batches, day) = (_room.Get<ShelfBatches>(), new DateOnly(2028, 5, 1));
        string[] all = [.. EditionSample.Documents.Paths];
        var plan = (await batches.PlanAsync(_editor, ShelfAct.Review, [.. all, "rules/none/none.yaml"], day, null, None)).Value!;
        Assert.Equal(("rules/none/none.yaml", ShelfLeftOut.NotPublished), Assert.Single(plan.Lines.Where(line => line.LeftOut is not null).Select(line => (line.Path, line.LeftOut!.Value))));
        Assert.All(plan.Lines.Where(line => line.LeftOut is null), line => Assert.Equal(day, ReviewDay.Of(line.After!)));
        Assert.Equal(ShelfLeftOut.NotGone, Assert.Single((await batches.PlanAsync(_editor, ShelfAct.BringBack, [Rule], null, null, None)).Value!.Lines).LeftOut);

        // Everything may carry one, and nothing else is said by it: no text becomes stale, nothing is judged or asked otherwise.
        var dated = EditionCompiler.Compile(EditionSample.Documents.With(plan.Lines.Where(line => line.LeftOut is null).Select(line => KeyValuePair.Create(line.Path, line.After!))), EditionSample.Edition);
        Assert.Empty(dated.Findings);
        var impact = Impact.Of(EditionSample.Edition, dated.Edition!, new DateOnly(2026, 3, 2));
        Assert.Empty(StaleText.Of(EditionSample.Documents, dated.Edition!.Documents));
        Assert.Empty(impact.MaterialRules);
        Assert.Empty(impact.Items.Families);
        Assert.Empty(impact.Reread);

        Assert.Equal("Title: required", ((Refusal.Invalid)(await batches.ApplyAsync(_editor, ShelfAct.Review, [Rule], day, " ", null, None)).Refused!).Findings.ToString());
        Assert.NotNull(((Refusal.Invalid)(await batches.ApplyAsync(_editor, ShelfAct.Review, [Rule], null, "Review", null, None)).Refused!).Findings.At("Day"));
        Assert.NotNull(((Refusal.Invalid)(await batches.ApplyAsync(_editor, ShelfAct.Review, ["rules/none/none.yaml"], day, "Review", null, None)).Refused!).Findings.At("Documents"));
        Assert.Equal(Refusal.NotAllowed, (await batches.ApplyAsync(_reviewer, ShelfAct.Review, [Rule], day, "Review", null, None)).Refused);
        Assert.Empty(await _room.Get<ChangeQueries>().OpenAsync(_editor, None));

        // Stopped between two documents, or before it is stored, it has done nothing; else it tells how far it is.
        foreach (var step in Enum.GetValues<ShelfStep>())
        {
            using var stopping = new CancellationTokenSource();
            var told = new Told(step, stopping);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batches.ApplyAsync(_editor, ShelfAct.Review, all, day, "Review", told, stopping.Token));
            Assert.Equal(step, told.Heard[^1].Step);
            Assert.Empty(await _room.Get<ChangeQueries>().OpenAsync(_editor, None));
        }

        var steps = new Told(null, null);
        var change = (await batches.ApplyAsync(_editor, ShelfAct.Review, all, day, "Review", steps, None)).Value;
        Assert.Equal(new ShelfProgress(ShelfStep.Texts, 20, all.Length), steps.Heard[1]);
        Assert.Equal(new ShelfProgress(ShelfStep.Store, all.Length, all.Length), steps.Heard[^1]);
        var row = Assert.Single(await _room.Get<ChangeQueries>().OpenAsync(_editor, None));
        Assert.Equal((change, "Review", all.Length, 0), (row.Number, row.Title, row.Documents, row.Findings));
        Assert.Equal(all.Length, (await _room.FactsAsync<ChangeDocumentBegun>()).Count);
        Assert.All(await ListAsync(), one => Assert.Equal((ShelfState.Changed, (DateOnly?)day), (one.State, one.ReviewBy)));
        Assert.DoesNotContain(await _room.Get<ShelfQueries>().DueAsync(_editor, day, None), one => one.Day == day);

        Assert.True((await _room.Get<ChangeService>().WithdrawAsync(_editor, change, "", None)).Ok);
        Assert.Null((await RowAsync(Course)).ReviewBy);
        Assert.Equal(ShelfLeftOut.SameDay, Assert.Single((await batches.PlanAsync(_editor, ShelfAct.Review, [Rule], EditionSample.Edition.Rules[DocumentPath.NameOf(Rule)].ReviewBy, null, None)).Value!.Lines).LeftOut);
    }

    [Fact]
    public async Task What_is_due_is_told_to_editors_the_most_urgent_first_and_a_lesson_once()
    {
        var (lesson, day) = (EditionSample.Documents.Paths.First(path => path.StartsWith("lessons/", StringComparison.Ordinal)), new DateOnly(2026, 3, 9));
        var languages = Languages.All.Select(language => $"{lesson[..lesson.LastIndexOf('/')]}/{language}.md").ToArray();
        await PublishAsync((await _room.Get<ShelfBatches>().ApplyAsync(_editor, ShelfAct.Review, [.. languages, "misconceptions.yaml"], day, "Review", null, None)).Value);
        var due = await _room.Get<ShelfQueries>().DueAsync(_editor, day.AddYears(5), None);
        Assert.Equal(day, due[0].Day);
        Assert.Equal(due.Select(one => one.Day).Order(), due.Select(one => one.Day));
        Assert.Equal(EditionSample.Edition.Lessons[lesson.Split('/')[1]][_editor.Language].Title, Assert.Single(due, one => one.Path.StartsWith("lessons/", StringComparison.Ordinal)).Title);
        Assert.Null(Assert.Single(due, one => one.Path == "misconceptions.yaml").Title);
        Assert.Equal(2, (await _room.Get<ShelfQueries>().DueAsync(_editor, day, None)).Count);
        Assert.Empty(await _room.Get<ShelfQueries>().DueAsync(_editor, day.AddDays(-1), None));
        Assert.Empty(await _room.Get<ShelfQueries>().DueAsync(await _room.AddAsync(new PersonBuilder().Named("Learner")), day.AddYears(5), None));
    }

    [Fact]
    public async Task A_text_is_found_by_words_of_any_language_and_not_by_keys_and_nobody_else_sees_anything()
    {
        var rows = await ListAsync();
        Assert.All(EditionSample.Edition.Rules.Values, rule => Assert.All(Languages.All, language =>
            Assert.True(rows.Single(row => row.Path == rule.Path).Holds(NameFold.Words(rule.Statement[language])), $"{rule.Id} {language}")));
        Assert.All(EditionSample.Edition.Lessons.Values, lesson => Assert.All(Languages.All, language =>
            Assert.True(rows.Single(row => row.Paths.Contains($"lessons/{lesson.Id}/{language}.md")).Holds(NameFold.Words(lesson[language].Title)), lesson.Id)));
        Assert.DoesNotContain(rows, row => row.Holds(["left-open:"]));
        Assert.Empty(await _room.Get<ShelfQueries>().ListAsync(await _room.AddAsync(new PersonBuilder().Named("Learner")), None));
    }

    [Fact]
    public void A_language_that_changes_alone_leaves_the_others_behind_until_they_change_too()
    {
        Assert.Equal("", Behind());
        Assert.Equal("kk,ru", Behind(["en"]));
        Assert.Equal("kk", Behind(["en"], ["ru"]));
        Assert.Equal("", Behind(["en"], ["ru"], ["kk"]));
        Assert.Equal("", Behind(["en"], ["ru", "kk"]));
        Assert.Equal("", Behind(["en"], ["en", "ru", "kk"]));
        Assert.Equal("kk,ru", Behind(["en"], ["en"]));
        Assert.Equal("en,kk", Behind(["ru"]));
        Assert.Equal("kk", Behind(["en", "ru"]));

        static string Behind(params string[][] versions) => string.Join(',', versions.Aggregate(LeftBehind.Nothing, (behind, changed) => behind.After(
            [new ChangedText("a", "title", changed, [.. Languages.All.Except(changed)])])).Languages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lesson_is_behind_in_a_language_whose_part_was_left_although_it_changed_elsewhere_until_somebody_looks_or_writes()
    {
        const string Folder = "lessons/travel-and-approval";

        // English says something new in its last paragraph; Russian and Kazakh change their titles alone.
        var change = await SaveAsync(("en", text => text + "\nOne more.\n"), ("ru", Titled), ("kk", Titled));
        Assert.Equal("Stale Stale Stale", await StatesAsync());
        await PublishAsync(change);
        Assert.Equal("Stale Stale Stale", await StatesAsync());

        // The title catches up in English, the paragraph in Russian: only Kazakh is behind.
        await PublishAsync(await SaveAsync(("en", Titled), ("ru", text => text + "\nЕщё одно.\n")));
        Assert.Equal("Read Unread Stale", await StatesAsync());
        await PublishAsync(await SaveAsync(("kk", text => text + "\nТағы бір.\n")));
        Assert.Equal("Read Unread Unread", await StatesAsync());

        // What somebody looked at is not behind, in the draft and after it.
        var looked = await SaveAsync(("en", text => text + "\nA remark.\n"));
        Assert.Equal("Read Stale Stale", await StatesAsync());
        var stale = Assert.Single((await _room.Get<ChangeQueries>().FindAsync(_editor, looked, None)).Value!.Stale);
        foreach (var language in stale.Left)
        {
            Assert.True((await _room.Get<StaleLooks>().LookAsync(_editor, looked, language, [stale.Marks[language]], None)).Ok);
        }

        Assert.Equal("Read Unread Unread", await StatesAsync());
        await PublishAsync(looked);
        Assert.Equal("Read Unread Unread", await StatesAsync());

        async Task<int> SaveAsync(params (string Language, Func<string, string> Change)[] texts)
        {
            int? number = null;
            foreach (var (language, change) in texts)
            {
                var path = $"{Folder}/{language}.md";
                var saved = await _room.SaveDocumentAsync(_editor, path, change((await _room.Get<EditionStore>().CurrentAsync(None)).Edition.Documents.Find(path)!), number);
                number = saved.Value!.Change;
            }

            return number!.Value;
        }

        async Task<string> StatesAsync() => State((await ListAsync()).Single(row => row.Paths.Contains($"{Folder}/en.md"))).Item3;
        static string Titled(string text) => (LessonFields.Parse(text) with { Title = LessonFields.Parse(text).Title + "!" }).ToDocument();
    }

    private async Task<IReadOnlyList<ShelfRow>> ListAsync() => await _room.Get<ShelfQueries>().ListAsync(_editor, None);

    private async Task<ShelfRow> RowAsync(string path) => (await ListAsync()).Single(row => row.Path == path);

    private async Task PublishAsync(int change) => Assert.Null((await _room.PublishChangeAsync(_editor, _reviewer, change)).Refused);

    private static (ShelfState, string?, string) State(ShelfRow row) => (row.State, row.ChangedBy, string.Join(' ', row.Languages.OrderBy(language => language.Language switch { "en" => 0, "ru" => 1, _ => 2 }).Select(language => language.State)));

    private sealed class Told(ShelfStep? stopAt, CancellationTokenSource? stopping) : IProgress<ShelfProgress>
    {
        public List<ShelfProgress> Heard { get; } = [];

        public void Report(ShelfProgress value)
        {
            Heard.Add(value);
            if (value.Step == stopAt)
            {
                stopping!.Cancel();
            }
        }
    }
}
