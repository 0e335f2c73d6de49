using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class StaleLooksTests : IAsyncLifetime
{
    private const string English = "lessons/travel-and-approval/en.md";
    private static readonly CancellationToken None = CancellationToken.None;
    private LearningRoom _room = null!;
    private Viewer _editor = null!;
    private Viewer _reviewer = null!;

    public async ValueTask InitializeAsync()
    {
        _room = await LearningRoom.OpenAsync();
        _editor = await _room.AddAsync(new PersonBuilder().Named("Aida Testova").With(Role.Editor));
        _reviewer = await _room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer));
    }

    public async ValueTask DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task Stale_texts_are_published_only_by_somebody_who_chose_to_and_the_choice_is_recorded()
    {
        var change = await ApprovedAsync("A new paragraph.");
        var read = await _room.ReadChangeAsync(_reviewer, change);
        Assert.Equal(2, read.StaleTaken);
        var publishing = _room.Get<ChangePublishing>();
        Assert.Equal(new StaleTextsLeft(2), (await publishing.PublishAsync(_reviewer, read with { StaleTaken = 0 }, None)).Refused);
        Assert.Equal(new StaleTextsLeft(2), (await publishing.PublishAsync(_reviewer, read with { StaleTaken = 1 }, None)).Refused);
        var tomorrow = _room.Get<LocalCalendar>().Today.AddDays(1);
        Assert.Equal(new StaleTextsLeft(2), (await _room.Get<ChangeDecisions>().PlanAsync(_reviewer, read with { StaleTaken = 0 }, tomorrow, None)).Refused);
        Assert.Empty(await _room.FactsAsync<ChangeStaleTaken>());

        Assert.True((await publishing.PublishAsync(_reviewer, read, None)).Ok);
        Assert.Equal((change, 2), (await _room.FactsAsync<ChangeStaleTaken>()).Select(fact => (fact.Change, fact.Stale)).Single());
        var view = (await _room.Get<ChangeQueries>().FindAsync(_editor, change, None)).Value!;
        Assert.Equal("2", view.Steps.Single(step => step.Kind == ChangeStepKind.StaleTaken).Text);
        Assert.Empty(view.Stale);
    }

    [Fact]
    public async Task Who_plans_the_day_chooses_then_and_the_day_asks_nobody()
    {
        var change = await ApprovedAsync("Another paragraph.");
        var calendar = _room.Get<LocalCalendar>();
        Assert.True((await _room.Get<ChangeDecisions>().PlanAsync(_reviewer, await _room.ReadChangeAsync(_reviewer, change), calendar.Today.AddDays(1), None)).Ok);
        Assert.Equal(2, Assert.Single(await _room.FactsAsync<ChangeStaleTaken>()).Stale);
        _room.Clock.Advance(TimeSpan.FromDays(2));
        await _room.Get<IEnumerable<IHostedService>>().OfType<PlannedPublishing>().Single().RoundAsync(None);
        Assert.Single(await _room.FactsAsync<ChangeStaleTaken>());
    }

    [Fact]
    public async Task A_look_is_recorded_for_its_language_and_counts_until_the_original_changes_again()
    {
        var saved = await SaveAsync("First words.", null, 0);
        var looks = _room.Get<StaleLooks>();
        var stale = Assert.Single(await StaleAsync(saved.Change));

        Assert.Equal(Refusal.NotFound, (await looks.LookAsync(_editor, 99, "ru", [stale.Marks["ru"]], None)).Refused);
        Assert.Equal(Refusal.Conflict, (await looks.LookAsync(_editor, saved.Change, "kk", [stale.Marks["ru"]], None)).Refused);
        Assert.Equal(Refusal.Conflict, (await looks.LookAsync(_editor, saved.Change, "ru", [], None)).Refused);
        var employee = await _room.AddAsync(new PersonBuilder().Named("Employee Testov"));
        Assert.Equal(Refusal.NotAllowed, (await looks.LookAsync(employee, saved.Change, "ru", [stale.Marks["ru"]], None)).Refused);

        Assert.True((await looks.LookAsync(_editor, saved.Change, "ru", [stale.Marks["ru"]], None)).Ok);
        Assert.Equal(["kk"], Assert.Single(await StaleAsync(saved.Change)).Left);
        Assert.Equal(Refusal.Conflict, (await looks.LookAsync(_editor, saved.Change, "ru", [stale.Marks["ru"]], None)).Refused);
        var fact = Assert.Single(await _room.FactsAsync<ChangeTextsLookedAt>());
        Assert.Equal((saved.Change, "lessons/travel-and-approval/ru.md", "ru", 1), (fact.Change, fact.Path.ToString(), fact.Language.ToString(), fact.Held));

        // A reviewer looks as well; nothing is left to choose then.
        Assert.True((await looks.LookAsync(_reviewer, saved.Change, "kk", [stale.Marks["kk"]], None)).Ok);
        Assert.Empty(await StaleAsync(saved.Change));

        await SaveAsync("Other words.", saved.Change, saved.Version);
        Assert.Equal(["ru", "kk"], Assert.Single(await StaleAsync(saved.Change)).Left);
    }

    [Fact]
    public async Task The_page_of_a_lesson_knows_what_is_stale_while_it_is_typed_and_keeps_it_with_the_look()
    {
        var session = new EditorSession(
            _room.Get<EditingQueries>(), _room.Get<ChangeQueries>(), _room.Get<DocumentSaving>(), _room.Get<EditionStore>(), _room.Get<DraftCheck>(),
            _room.Get<StaleLooks>(), _room.Get<CommentService>(), () => ValueTask.FromResult(_editor), English);
        Assert.Null(await session.LoadAsync(null, None));
        Assert.Empty(session.Stale);
        session.Of("en").Text += "\nTyped.\n";
        var stale = Assert.Single(session.Stale);
        Assert.Null(await session.LookAsync("kk", [stale.Marks["kk"]], "Lesson", None));
        Assert.False(session.Dirty);
        Assert.Equal(["ru"], Assert.Single(session.Stale).Left);

        // Somebody comments on words of it, and the comment says when they are gone.
        Assert.True((await session.CommentAsync(new CommentPlace(English, "body", "en", "Typed."), "Say more.", null, None)).Ok);
        var comment = Assert.Single(session.Comments);
        Assert.Equal(("body", "en", "Typed."), (comment.Place.Field, comment.Place.Language, comment.Place.Quote));
        Assert.True(QuotedWords.StandIn(session.Of("en").Text, comment.Place.Quote));
        Assert.Null(await session.SettleAsync(comment.Id, None));
        Assert.Equal(_editor.Name, Assert.Single(session.Comments).SettledBy);
    }

    [Fact]
    public void Quoted_words_are_found_across_the_line_breaks_of_a_document()
    {
        const string document = "a: >-\n  One two\n  three.\nb: four\n";
        Assert.Equal([1, 2, 2, 3, 4], new[] { "a:", "One two", "two   three.", "three. b:", "four" }.Select(words => QuotedWords.LineOf(document, words) ?? 0));
        Assert.Equal([null, null], new[] { "five", " " }.Select(words => QuotedWords.LineOf(document, words)));
        Assert.True(QuotedWords.StandIn(document, "two three."));
        Assert.False(QuotedWords.StandIn(null, "two"));
    }

    private async Task<IReadOnlyList<StaleText>> StaleAsync(int change) => (await _room.Get<ChangeQueries>().FindAsync(_editor, change, None)).Value!.Stale;

    private async Task<DraftSaved> SaveAsync(string words, int? change, int version)
    {
        var saved = await _room.SaveDocumentAsync(_editor, English, EditionSample.Documents.Find(English) + $"\n{words}\n", change, version);
        return saved.Value!;
    }

    private async Task<int> ApprovedAsync(string words)
    {
        var saved = await SaveAsync(words, null, 0);
        Assert.True((await _room.AskReviewAsync(_editor, saved.Change)).Ok);
        Assert.True((await _room.Get<ChangeDecisions>().ApproveAsync(_reviewer, await _room.ReadChangeAsync(_reviewer, saved.Change), "", None)).Ok);
        return saved.Change;
    }
}
