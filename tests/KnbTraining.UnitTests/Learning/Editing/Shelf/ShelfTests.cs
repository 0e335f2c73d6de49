using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
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
    public async Task Days_of_review_are_set_in_one_change_and_what_cannot_have_one_is_left_out_with_its_reason()
    {
        var (batches, day) = (_room.Get<ShelfBatches>(), new DateOnly(2028, 5, 1));
        string[] rules = [.. EditionSample.Documents.Paths.Where(path => path.StartsWith("rules/", StringComparison.Ordinal))];
        var plan = (await batches.PlanAsync(_editor, ShelfAct.Review, [.. rules, Course, "rules/none/none.yaml"], day, null, None)).Value!;
        Assert.Equal((rules.Length, 1, 1), (plan.Lines.Count(line => line.LeftOut is null), plan.Lines.Count(line => line.LeftOut == ShelfLeftOut.NoReview), plan.Lines.Count(line => line.LeftOut == ShelfLeftOut.NotPublished)));
        Assert.All(plan.Lines.Where(line => line.LeftOut is null), line => Assert.Equal("2028-05-01", YamlEdit.Get(line.After!, "review-by")));
        Assert.Equal(ShelfLeftOut.NotGone, Assert.Single((await batches.PlanAsync(_editor, ShelfAct.BringBack, [Rule], null, null, None)).Value!.Lines).LeftOut);

        Assert.Equal("Documents: required", ((Refusal.Invalid)(await batches.ApplyAsync(_editor, ShelfAct.Review, [Course], day, "Review", null, None)).Refused!).Findings.ToString());
        Assert.Equal("Title: required", ((Refusal.Invalid)(await batches.ApplyAsync(_editor, ShelfAct.Review, [Rule], day, " ", null, None)).Refused!).Findings.ToString());
        Assert.Equal(Refusal.NotAllowed, (await batches.ApplyAsync(_reviewer, ShelfAct.Review, [Rule], day, "Review", null, None)).Refused);
        Assert.Empty(await _room.Get<ChangeQueries>().OpenAsync(_editor, None));

        // Stopped between two documents, or before it is stored, it has done nothing; else it tells how far it is.
        foreach (var step in Enum.GetValues<ShelfStep>())
        {
            using var stopping = new CancellationTokenSource();
            var told = new Told(step, stopping);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batches.ApplyAsync(_editor, ShelfAct.Review, rules, day, "Review", told, stopping.Token));
            Assert.Equal(step, told.Heard[^1].Step);
            Assert.Empty(await _room.Get<ChangeQueries>().OpenAsync(_editor, None));
        }

        var all = new Told(null, null);
        var change = (await batches.ApplyAsync(_editor, ShelfAct.Review, rules, day, "Review", all, None)).Value;
        Assert.Equal(new ShelfProgress(ShelfStep.Texts, 20, rules.Length), all.Heard[1]);
        Assert.Equal(new ShelfProgress(ShelfStep.Store, rules.Length, rules.Length), all.Heard[^1]);
        var row = Assert.Single(await _room.Get<ChangeQueries>().OpenAsync(_editor, None));
        Assert.Equal((change, "Review", rules.Length, 0), (row.Number, row.Title, row.Documents, row.Findings));
        Assert.Equal(rules.Length, (await _room.FactsAsync<ChangeDocumentBegun>()).Count);
        Assert.All((await ListAsync()).Where(one => one.Kind == DocumentKind.Rule), one => Assert.Equal((ShelfState.Changed, (DateOnly?)day), (one.State, one.ReviewBy)));
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
