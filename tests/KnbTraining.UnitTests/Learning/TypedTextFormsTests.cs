using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports.Saved;
using KnbTraining.Learning.Setup;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning;

/// <summary>Every service that takes a text: a new one adds a line to the table.</summary>
public sealed class TypedTextFormsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly string[] Hidden = ["Ali\0ya", "Ali\u202Eya", "Ali\u2066ya", "Ali\uD83Dya", "Ali\u200Bya", "Ali\aya"];

    [Fact]
    public async Task Every_form_refuses_what_cannot_be_seen_at_its_field()
    {
        await using var room = await LearningRoom.OpenAsync();
        var failures = new List<string>();
        foreach (var form in await FormsAsync(room))
        {
            foreach (var text in Hidden)
            {
                var refused = await form.Write(text);
                if (refused is not Refusal.Invalid invalid || invalid.Findings.At(form.Field) != TypedText.Hidden)
                {
                    failures.Add($"{form.Name} takes {Escaped(text)}: {refused}");
                }
            }

            foreach (var (text, key) in new[] { ("\u200B\u2060", TypedText.Required), (new string('x', 100_000), TypedText.TooLong) })
            {
                var refused = await form.Write(text);
                if (refused is not Refusal.Invalid invalid || invalid.Findings.At(form.Field) != key)
                {
                    failures.Add($"{form.Name} takes {key}: {refused}");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        await using var db = room.Open();
        Assert.DoesNotContain(await db.People.Select(person => person.Name).ToListAsync(None), name => name.Contains("ya", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_refuses_what_storage_would_change_and_keeps_other_hidden_characters_as_findings()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        foreach (var text in new[] { "a: b\0", "a: \uD83D", "a: \uDE00b" })
        {
            var refused = await room.SaveDocumentAsync(editor, "glossary.yaml", text);
            Assert.Equal("Text: hidden", refused.Findings.ToString());
        }

        var saved = await room.SaveDocumentAsync(editor, "glossary.yaml", "a: b\nc: one \u202Etwo\n");
        Assert.True(saved.Ok, $"{saved}");
        Assert.Contains(saved.Value!.Findings, finding => finding is { Path: "glossary.yaml", Line: 2 } && finding.Message.Contains("U+202E", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Form>> FormsAsync(LearningRoom room)
    {
        var administrator = await room.AddAsync(new PersonBuilder().Named("Administrator").With(Role.Administrator));
        var (proposing, deciding) = (await room.AddAsync(new PersonBuilder().Named("Proposing").With(Role.Editor)), await room.AddAsync(new PersonBuilder().Named("Deciding").With(Role.Reviewer)));
        var learner = await room.AddAsync(new PersonBuilder().Named("Learner"));
        var root = await room.RootAsync();
        var people = room.Get<PeopleService>();
        var mapping = new ImportMapping { Columns = new Dictionary<ImportField, string> { [ImportField.PersonnelNumber] = "A", [ImportField.FullName] = "B" } };
        var added = (await people.AddAsync(administrator, FormOf(root, "Somebody", "somebody", null), None)).Value!;
        var reading = await room.OpenTextAsync(learner);
        room.Clock.Advance(TimeSpan.FromSeconds(reading.ReadingSeconds));
        var empty = LearningRoom.OpenEmpty();
        await empty.InitialiseAsync();
        var token = (await empty.Get<SetupService>().CreateTokenAsync(None)).Value!;
        var mail = room.Get<MailServers>();
        var setup = empty.Get<SetupService>();
        const string changed = "current-holder-without-approval";
        var rule = EditionSample.Edition.Rules[changed].Path;
        var amended = EditionSample.Documents.Find(rule)!.Replace("until: null", "until: 2027-01-01", StringComparison.Ordinal);
        await room.PublishAsEditorAsync(EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(rule, amended)])).Edition!);
        return
        [
            new("person added, name", "Name", async text => Told(await people.AddAsync(administrator, FormOf(root, text, "other", null), None))),
            new("person added, account", "UserName", async text => Told(await people.AddAsync(administrator, FormOf(root, "Other", text, null), None))),
            new("person added, mail", "Email", async text => Told(await people.AddAsync(administrator, FormOf(root, "Other", "other", text), None))),
            new("person changed, name", "Name", async text => Told(await people.UpdateAsync(administrator, added.Id, FormOf(root, text, "somebody", null), added.Version, None))),
            new("person added, number", "PersonnelNumber", async text => Told(await people.AddAsync(administrator, FormOf(root, "Other", "other", null) with { PersonnelNumber = text }, None))),
            new("standing, reason", "Reason", async text => Told(await room.Get<StandingService>().ActAsync(administrator, added.Id, Leave(text), None))),
            new("manager, who", "Who", async text => Told(await room.Get<UnitManagerService>().NameAsync(administrator, root.Id, new() { Who = text, From = LeaveDay }, None))),
            new("mapping saved, name", "Name", async text => Told(await room.Get<ImportMappings>().SaveAsync(administrator, text, mapping, None))),
            new("report saved, name", "Name", async text => Told(await room.Get<SavedReports>().SaveAsync(administrator, new SavedReportForm { Name = text }, "en", None))),
            new("unit renamed", "NameKk", async text => Told(await room.Get<UnitService>().RenameAsync(administrator, root.Id, new UnitNames(text), LeaveDay, 0, None))),
            new("unit added", "NameEn", async text => Told(await room.Get<UnitService>().AddAsync(administrator, new UnitNames(En: text), root.Id, null, None))),
            new("course extended, reason", "Reason", async text => Told(await room.Get<CycleActs>().ExtendAsync(administrator, [Guid.NewGuid()], LeaveDay, text, None))),
            new("course about changed rules, reason", "Reason.en", async text => Told(await room.Get<DeltaService>().PreviewAsync(
                administrator, new DeltaForm { Edition = 2, Rules = [changed], Whom = DeltaWhom.Audience, Days = 30, Reason = LocalizedText.Same(text) }, None))),
            new("course about changed rules proposed, reason", "Reason.kk", async text => Told(await room.Get<DeltaProposals>().ProposeAsync(
                proposing, new DeltaForm { Edition = 2, Rules = [changed], Days = 30, Reason = LocalizedText.Same(text) }, None))),
            new("course about changed rules declined, reason", "Declined", async text => Told(await room.Get<DeltaProposals>().DeclineAsync(administrator, Guid.NewGuid(), text, None))),
            new("course about changed rules taken back, reason", "TakeBack", async text => Told(await room.Get<DeltaEnding>().TakeBackAsync(administrator, "delta.2", text, None))),
            new("annulment, reason", "Reason", async text => Told(await room.Get<AnnulmentService>().ProposeAsync(proposing, new RegradingForm(), text, None))),
            new("annulment rejected, reason", "Reason", async text => Told(await room.Get<AnnulmentService>().RejectAsync(deciding, Guid.NewGuid(), text, None))),
            new("waiver, reason", "Reason", async text => Told(await room.Get<WaiverService>().ProposeAsync(administrator, [Guid.NewGuid()], LeaveDay, administrator.PersonId, text, None))),
            new("course of several, reason", "Reason", async text => Told(await room.Get<CycleBatches>().UndoAsync(administrator, Guid.NewGuid(), text, None))),
            new("mail server, name", "Host", async text => Told(await mail.SaveAsync(administrator, MailOf() with { Host = text }, 0, None))),
            new("mail server, sender", "Sender", async text => Told(await mail.SaveAsync(administrator, MailOf() with { Sender = text }, 0, None))),
            new("setup, organisation", "OrganisationName", async text => Told(await setup.CompleteAsync(token, new SetupOrder(text, "Name", "admin", "Long-enough-2026"), None))),
            new("setup, name", "Name", async text => Told(await setup.CompleteAsync(token, new SetupOrder("Organisation", text, "admin", "Long-enough-2026"), None))),
            new("confirmation, phrase", "Phrase", async text => Told(await room.Get<AcknowledgementService>().ConfirmAsync(learner, reading.Id!.Value, text, None))),
        ];
    }

    private static DateOnly LeaveDay { get; } = new(2026, 3, 2);

    private static StandingForm Leave(string reason) => new() { Act = StandingAct.Leave, Day = LeaveDay, Reason = reason };

    private static MailForm MailOf() => new() { Host = "mail.example.kz", Sender = "house@example.kz" };

    private static PersonForm FormOf(Unit unit, string name, string userName, string? email) =>
        new() { Name = name, UserName = userName, Email = email, UnitId = unit.Id };

    private static Refusal? Told<T>(Result<T> result) => result.Refused;

    private static string Escaped(string text) => string.Concat(text.Select(c => char.IsAsciiLetter(c) ? $"{c}" : $"\\u{(int)c:X4}"));

    private sealed record Form(string Name, string Field, Func<string, Task<Refusal?>> Write);
}
