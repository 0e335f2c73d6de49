using System.Diagnostics;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Exchange;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Exchange;

public sealed class QuestionImportTests
{
    private const string Rule = "head-approves-travel";
    private const string Authored = "institutions-travel-approver";
    private const string Bank = "::Who approves?:: Who approves a trip? {=the head#Yes. ~the unit#No.}\n\n::Кто?:: Кто согласовывает? {=руководитель ~отдел}\n\n::Why?:: Why? {}\n";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_file_becomes_one_change_with_documents_that_cite_a_rule()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var file = await ReadAsync(room, editor, Bank, "ru");
        Assert.Equal([ImportedState.New, ImportedState.New], file.Questions.Select(question => question.State));
        Assert.Equal(1, file.Losses.Count(LossState.Dropped));

        var number = (await TakeAsync(room, editor, file, Rule)).Value;
        var documents = await DocumentsAsync(room, number);
        Assert.Equal(["questions/imported-1.yaml", "questions/who-approves.yaml"], documents.Select(document => document.Path));
        Assert.Equal(Rule, YamlEdit.Get(documents[1].Text, "rules/0"));
        Assert.Equal("Кто согласовывает?", YamlEdit.Get(documents[0].Text, "stem/ru"));
        Assert.All(documents, document => Assert.True(document.FindingCount > 0));
        Assert.Equal(new QuestionsImported(number, Slug.Of("gift"), 2, 0, Digest.Of(Encoding.UTF8.GetBytes(Bank))), Assert.Single(await room.FactsAsync<QuestionsImported>()));
        Assert.Equal(2, (await room.FactsAsync<ChangeDocumentBegun>()).Count);

        // What the editor's page counts is what was counted when it was brought.
        var saved = await room.SaveDocumentAsync(editor, documents[1].Path, documents[1].Text + "# x\n", number, documents[1].Version);
        Assert.Equal(documents[1].FindingCount, saved.Value!.Findings.Count(finding => finding.Path == documents[1].Path) + 1);

        // The same names again are other documents, and two changes never meet in one.
        var again = (await TakeAsync(room, editor, await ReadAsync(room, editor, Bank, "ru"), Rule)).Value;
        Assert.Equal(["questions/imported-2.yaml", "questions/who-approves-2.yaml"], (await DocumentsAsync(room, again)).Select(document => document.Path));
    }

    [Fact]
    public async Task Nothing_is_stored_of_a_file_with_a_finding_or_without_a_rule_or_for_somebody_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var good = await ReadAsync(room, editor, Bank, "ru");
        var bad = await ReadAsync(room, editor, Bank + "\nWho? {=a ~a}\n", "ru");
        Assert.Empty(bad.Questions);
        Assert.Equal(("bank.txt", 7), (Assert.Single(bad.Findings).Path, bad.Findings[0].Line));
        Assert.Equal("wrong", FindingOf(await TakeAsync(room, editor, bad, Rule), "File"));
        Assert.Equal("required", FindingOf(await TakeAsync(room, editor, good, null), "Rules"));
        Assert.Equal("required", FindingOf(await TakeAsync(room, editor, good, "nowhere"), "Rules"));
        Assert.Equal("required", FindingOf(await room.Get<QuestionImport>().TakeAsync(editor, good, new Dictionary<int, string> { [0] = Rule, [1] = Rule }, " ", None), "Title"));
        foreach (var role in new[] { Role.Reviewer, Role.Administrator, Role.Auditor })
        {
            var other = await room.AddAsync(new PersonBuilder().With(role));
            Assert.Equal(Refusal.NotAllowed, (await room.Get<QuestionImport>().ReadAsync(other, "x", [], null, "en", None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await TakeAsync(room, other, good, Rule)).Refused);
        }

        await using var db = room.Open();
        Assert.False(await db.ContentChanges.AnyAsync(None));
        Assert.False(await db.ChangeDocuments.AnyAsync(None));
    }

    [Fact]
    public async Task What_comes_back_unchanged_is_known_by_its_frozen_id_also_under_a_later_edition()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = (await room.AddAsync(new PersonBuilder().With(Role.Editor)), await room.AddAsync(new PersonBuilder().With(Role.Reviewer)));
        var sent = (await room.Get<QuestionExport>().SendAsync(editor, new ExportOrder(ExchangeScope.Course, EditionSample.Course, "kk", "gift", 2), None)).Value!;
        const string Path = "courses/working-with-state-secrets.yaml";
        Assert.True((await room.PublishTextAsync(editor, reviewer, Path, EditionSample.Documents.Find(Path) + "# a remark\n")).Ok);

        var file = (await room.Get<QuestionImport>().ReadAsync(editor, "back.txt", sent.Bytes, null, "en", None)).Value!;
        Assert.Equal(sent.Losses.Questions.Count, file.Count(ImportedState.Unchanged));
        Assert.Equal("nothing", FindingOf(await TakeAsync(room, editor, file, Rule), "File"));
    }

    [Fact]
    public async Task Words_that_were_changed_outside_change_the_document_and_nothing_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var sent = (await room.Get<QuestionExport>().SendAsync(editor, new ExportOrder(ExchangeScope.Authored, null, "en", "moodle-xml", 1), None)).Value!;
        var edition = (await room.Get<EditionStore>().CurrentAsync(None)).Edition;
        var answer = edition.Questions[Authored].Options[1].Text["en"];
        var changed = Encoding.UTF8.GetString(sent.Bytes).Replace($"<text>{answer}</text>", "<text>the committee</text>", StringComparison.Ordinal);

        var file = (await room.Get<QuestionImport>().ReadAsync(editor, "back.xml", Encoding.UTF8.GetBytes(changed), null, "en", None)).Value!;
        Assert.Equal(sent.Losses.Questions.Count - file.Count(ImportedState.Changed), file.Count(ImportedState.Unchanged));
        Assert.Contains(file.Questions, question => question.Path == $"questions/{Authored}.yaml");
        var number = (await TakeAsync(room, editor, file, null)).Value;
        var document = (await DocumentsAsync(room, number)).Single(one => one.Path == $"questions/{Authored}.yaml");
        Assert.Equal("the committee", YamlEdit.Get(document.Text, "options/1/text/en"));
        Assert.Equal(
            ["options/1/text/en", "translation/en"],
            YamlEdit.Paths(document.Text).Where(path => YamlEdit.Get(document.Text, path) != YamlEdit.Get(edition.Documents.Find(document.Path)!, path)).Order(StringComparer.Ordinal));
        Assert.Equal(DocumentBlob.HashOf(edition.Documents.Find(document.Path)!), document.BaseHash);
    }

    [Fact]
    public async Task A_rule_or_mix_up_that_a_file_names_and_nobody_has_here_is_told_with_its_question()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        foreach (var (tag, told) in new[]
        {
            ("rule:ghost-rule", "The question names the rule 'ghost-rule', which is not here. Choose one that is."),
            ("rule:No Such Rule!", "The question names the rule 'No Such Rule!', which is not here. Choose one that is."),
            ($"rule:{Rule}", null),
            ("misconception:2:ghost-belief", "Wrong answers name mix-ups that are not here: ghost-belief. Choose others once the question is taken."),
            ("shelf:3", null),
        })
        {
            var file = await ReadAsync(room, editor, $"// [tag:{tag}]\n::Who approves?:: Who approves a trip? {{=the head ~the unit}}\n", "en");
            Assert.Equal((tag, told), (tag, Assert.Single(file.Questions).Note?.ToString()));
        }
    }

    [Fact]
    public async Task A_bank_of_a_thousand_questions_is_one_change()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var bank = string.Concat(Enumerable.Range(1, 1_000).Select(i => $"::Question {i}:: What is right in case {i}? {{ =the first answer#Yes, {i}. ~the second answer#No. ~the third answer#No. ####Because of {i}. }}\n\n"));
        await ReadAsync(room, editor, Bank, "en");
        var clock = Stopwatch.StartNew();
        var file = await ReadAsync(room, editor, bank, "en");
        var read = clock.Elapsed;
        var made = await TakeAsync(room, editor, file, Rule);
        TestContext.Current.SendDiagnosticMessage($"1,000 questions: read in {read.TotalSeconds:0.00} s, stored in {(clock.Elapsed - read).TotalSeconds:0.00} s");
        Assert.Equal(1_000, (await DocumentsAsync(room, made.Value)).Count);
        Assert.Equal(0, room.Get<DraftCheck>().Count);
    }

    private static async Task<QuestionFile> ReadAsync(LearningRoom room, Viewer editor, string text, string language) =>
        (await room.Get<QuestionImport>().ReadAsync(editor, "bank.txt", Encoding.UTF8.GetBytes(text), null, language, None)).Value!;

    private static Task<Result<int>> TakeAsync(LearningRoom room, Viewer editor, QuestionFile file, string? rule) =>
        room.Get<QuestionImport>().TakeAsync(
            editor, file, rule is null ? new Dictionary<int, string>() : Enumerable.Range(0, file.Questions.Count).ToDictionary(i => i, _ => rule), "From outside", None);

    private static async Task<List<ChangeDocument>> DocumentsAsync(LearningRoom room, int number)
    {
        await using var db = room.Open();
        var documents = await db.ChangeDocuments.Where(document => db.ContentChanges.Any(change => change.Id == document.ChangeId && change.Number == number)).ToListAsync(None);
        return [.. documents.OrderBy(document => document.Path, StringComparer.Ordinal)];
    }

    private static string? FindingOf(Result<int> result, string field) => Assert.IsType<Refusal.Invalid>(result.Refused).Findings.At(field);
}
