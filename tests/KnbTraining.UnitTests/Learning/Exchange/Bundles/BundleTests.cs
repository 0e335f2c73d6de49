using System.Security.Cryptography;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Exchange.Bundles;

/// <summary>An edition goes from one installation to another.</summary>
public sealed class BundleTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Other = "courses/before-access.yaml";
    private const string Copied = "questions/travel-copied.yaml";
    private const string Question = "questions/travel-former-two-halves.yaml";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Dictionary<string, BundleChoice> Undecided = [];

    [Fact]
    public async Task An_edition_that_is_taken_over_and_published_has_the_same_content_and_is_told_the_second_time()
    {
        await using var there = await HouseAsync();
        await using var here = await HouseAsync();
        var copy = Text(Question).Replace("id: travel-former-two-halves", "id: travel-copied", StringComparison.Ordinal);
        await there.PublishAsync(new(Course, Text(Course) + "# there\n"), new(Copied, copy));
        var sent = (await there.Room.Get<BundleExport>().SendAsync(there.Editor, null, None)).Value!;
        Assert.Equal(
            new EditionExported(2, Digest.Parse(sent.Content), Digest.Parse(sent.Key.Fingerprint), Digest.Of(sent.Bytes)),
            Assert.Single(await there.Room.FactsAsync<EditionExported>()));
        Assert.Single(await there.Room.FactsAsync<BundleKeyMade>());

        await here.TrustAsync(sent.Key.Pem);
        var file = await here.ReadAsync(sent.Bytes);
        Assert.Empty(file.Findings);
        Assert.Equal(("Ministry", 2, null, null), (file.Publisher!.Name, file.Bundle!.Edition, file.SameAs, file.InChange));
        Assert.Equal([(Course, BundleFate.Changed), (Copied, BundleFate.Added)], file.Documents.Select(document => (document.Path, document.Difference.Fate)));
        Assert.Empty(file.Faults);
        Assert.Equal(2, file.Impact!.Documents.Count);
        Assert.Empty(await here.Room.FactsAsync<EditionImported>());

        var number = (await here.TakeAsync(file)).Value;
        Assert.Equal(
            new EditionImported(number, 2, Digest.Parse(sent.Content), Digest.Parse(sent.Key.Fingerprint), 2, Digest.Of(sent.Bytes)),
            Assert.Single(await here.Room.FactsAsync<EditionImported>()));
        Assert.Equal(number, Assert.IsType<TakenAlready>((await here.TakeAsync(file)).Refused).Change);
        Assert.Equal(number, (await here.ReadAsync(sent.Bytes)).InChange);

        // Whoever brought it is its author, and somebody else approves it.
        Assert.True((await here.Room.PublishChangeAsync(here.Editor, here.Reviewer, number)).Ok);
        var published = await here.Room.Get<EditionStore>().NewestAsync(None);
        Assert.Equal((2, sent.Content), (published.Number, published.Edition.Hash));
        var again = await here.ReadAsync(sent.Bytes);
        Assert.Equal((2, false), (again.SameAs, again.HasNews));
        Assert.Equal("nothing", Assert.IsType<Refusal.Invalid>((await here.TakeAsync(again)).Refused).Findings.At("File"));

        // What the publisher takes out goes here too.
        await there.PublishAsync(new DocumentEdit(Copied, null));
        sent = (await there.Room.Get<BundleExport>().SendAsync(null, 3, None)).Value!;
        var gone = await here.ReadAsync(sent.Bytes);
        Assert.Equal([(Copied, BundleFate.Retired)], gone.Documents.Select(document => (document.Path, document.Difference.Fate)));
        Assert.Equal(1, gone.SameAs ?? 1);
        Assert.True((await here.Room.PublishChangeAsync(here.Editor, here.Reviewer, (await here.TakeAsync(gone)).Value)).Ok);
        Assert.Equal(sent.Content, (await here.Room.Get<EditionStore>().NewestAsync(None)).Edition.Hash);
    }

    [Fact]
    public async Task What_both_sides_changed_waits_in_the_change_until_somebody_has_compared_it()
    {
        await using var there = await HouseAsync();
        await using var here = await HouseAsync();
        await there.PublishAsync(new DocumentEdit(Course, Text(Course) + "# there\n"));
        await here.PublishAsync(new(Course, "# here\n" + Text(Course)), new(Other, Text(Other) + "# here\n"));
        var sent = (await there.Room.Get<BundleExport>().SendAsync(null, null, None)).Value!;
        await here.TrustAsync(sent.Key.Pem);
        var file = await here.ReadAsync(sent.Bytes);
        Assert.Equal([(Other, BundleFate.NewerHere), (Course, BundleFate.BothChanged)], file.Documents.Select(document => (document.Path, document.Difference.Fate)));

        var number = (await here.TakeAsync(file)).Value;
        var view = (await here.Room.Get<ChangeQueries>().FindAsync(here.Editor, number, None)).Value!;
        Assert.True(Assert.Single(view.Documents).IsMoved);
        Assert.False((await here.Room.AskReviewAsync(here.Editor, number)).Ok);

        // The page of the text shows all three.
        var desk = new DocumentDesk(here.Room.Get<EditingQueries>(), here.Room.Get<DocumentSaving>(), () => ValueTask.FromResult(here.Editor), Course);
        Assert.Null(await desk.LoadAsync(number, None));
        Assert.Equal(new TextConflict(Text(Course), Text(Course) + "# there\n", "# here\n" + Text(Course), IsPublished: true), desk.Conflict);
        Assert.Null(await desk.SettleAsync("# here\n" + Text(Course) + "# there\n", None));
        Assert.True((await here.Room.PublishChangeAsync(here.Editor, here.Reviewer, number)).Ok);

        // Decided before, nothing is left to compare; decided for what is here, nothing is left to take.
        file = await here.ReadAsync(sent.Bytes);
        Assert.Equal("nothing", Assert.IsType<Refusal.Invalid>((await here.TakeAsync(file, Decided(BundleChoice.Ours))).Refused).Findings.At("File"));
        var taken = (await here.TakeAsync(file, Decided(BundleChoice.Theirs))).Value;
        view = (await here.Room.Get<ChangeQueries>().FindAsync(here.Editor, taken, None)).Value!;
        Assert.Equal([(Course, Text(Course) + "# there\n", false)], view.Documents.Select(document => (document.Path, document.After, document.IsMoved)));
    }

    [Fact]
    public async Task Nothing_is_taken_of_a_key_that_nobody_trusts_or_that_was_given_up_meanwhile()
    {
        await using var there = await HouseAsync();
        await using var here = await HouseAsync();
        await there.PublishAsync(new DocumentEdit(Course, Text(Course) + "# there\n"));
        var sent = (await there.Room.Get<BundleExport>().SendAsync(there.Editor, 2, None)).Value!;
        var unknown = await here.ReadAsync(sent.Bytes);
        Assert.Null(unknown.Bundle);
        Assert.Contains(sent.Key.Groups, Assert.Single(unknown.Findings).Message, StringComparison.Ordinal);
        Assert.Equal("wrong", Assert.IsType<Refusal.Invalid>((await here.TakeAsync(unknown)).Refused).Findings.At("File"));

        await here.TrustAsync(sent.Key.Pem);
        var file = await here.ReadAsync(sent.Bytes);
        Assert.True((await here.Room.Get<TrustedPublishers>().DistrustAsync(here.Administrator, sent.Key.Fingerprint, None)).Ok);
        Assert.Equal(Refusal.NotAllowed, (await here.TakeAsync(file)).Refused);

        // A key that was replaced signs what only its own public half verifies.
        await here.TrustAsync(sent.Key.Pem);
        Assert.True((await there.Room.Get<BundleKeyRotation>().RotateAsync(None)).Ok);
        Assert.Single(await there.Room.FactsAsync<BundleKeyReplaced>());
        Assert.NotNull((await here.ReadAsync(sent.Bytes)).Bundle);
        Assert.Null((await here.ReadAsync((await there.Room.Get<BundleExport>().SendAsync(there.Editor, 2, None)).Value!.Bytes)).Bundle);
        await using var db = here.Room.Open();
        Assert.False(await db.ContentChanges.AnyAsync(None));
    }

    [Fact]
    public async Task Administrators_say_whom_to_trust_editors_bring_and_whoever_sees_keys_takes_along()
    {
        await using var house = await HouseAsync();
        var (publishers, export, import) = (house.Room.Get<TrustedPublishers>(), house.Room.Get<BundleExport>(), house.Room.Get<BundleImport>());
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = ecdsa.ExportSubjectPublicKeyInfoPem();
        foreach (var role in Enum.GetValues<Role>().Except([Role.Manager]).Cast<Role?>().Append(null))
        {
            var person = await house.Room.AddAsync(role is { } one ? new PersonBuilder().With(one) : new PersonBuilder());
            var reads = role is Role.Editor or Role.Reviewer or Role.Administrator;
            Assert.Equal(reads ? null : Refusal.NotAllowed, (await export.SendAsync(person, 1, None)).Refused);
            Assert.Equal(reads ? null : Refusal.NotAllowed, (await export.KeyAsync(person, None)).Refused);
            Assert.Equal(role == Role.Editor ? null : Refusal.NotAllowed, (await import.ReadAsync(person, "x", [], None)).Refused);
            Assert.Equal(role == Role.Administrator ? null : Refusal.NotAllowed, (await publishers.TrustAsync(person, "Ministry", pem, None)).Refused);
            Assert.Equal(reads && (await house.Room.FactsAsync<PublisherTrusted>()).Count > 0 ? 1 : 0, (await publishers.ListAsync(person, None)).Count);
            if (role != Role.Administrator)
            {
                Assert.Equal(Refusal.NotAllowed, (await publishers.DistrustAsync(person, "x", None)).Refused);
            }
        }

        var key = Assert.Single(await publishers.ListAsync(house.Administrator, None));
        Assert.Equal(("Ministry", pem + "\n"), (key.Name, key.Key.Pem));
        (string? Name, string? Key, string Field, string Fault)[] wrong =
        [
            ("", pem, "Name", "required"), (new string('x', 201), pem, "Name", "too-long"), ("x", " ", "Key", "required"), ("x", "key", "Key", "no-key"),
            ("x", ecdsa.ExportPkcs8PrivateKeyPem(), "Key", "private"), ("x", pem, "Key", "known"),
        ];
        foreach (var (name, text, field, fault) in wrong)
        {
            Assert.Equal(fault, Assert.IsType<Refusal.Invalid>((await publishers.TrustAsync(house.Administrator, name, text, None)).Refused).Findings.At(field));
        }

        // Keys of others stay in the database of a file, where a start would give back its own.
        await house.Room.KillAndRestartAsync();
        await house.Room.InitialiseAsync();
        Assert.Single(await house.Room.Get<TrustedPublishers>().ListAsync(house.Administrator, None));
        Assert.True((await house.Room.Get<TrustedPublishers>().DistrustAsync(house.Administrator, key.Key.Fingerprint, None)).Ok);
        Assert.Equal(Refusal.NotFound, (await house.Room.Get<TrustedPublishers>().DistrustAsync(house.Administrator, key.Key.Fingerprint, None)).Refused);
        Assert.Equal(Digest.Parse(key.Key.Fingerprint), Assert.Single(await house.Room.FactsAsync<PublisherDistrusted>()).Key);
        Assert.Equal(Refusal.NotFound, (await house.Room.Get<BundleExport>().SendAsync(null, 99, None)).Refused);
    }

    private static Dictionary<string, BundleChoice> Decided(BundleChoice choice) => new(StringComparer.Ordinal) { [Course] = choice };

    private static string Text(string path) => EditionSample.Documents.Find(path)!;

    private static async Task<House> HouseAsync()
    {
        var room = await LearningRoom.OpenAsync();
        return new House(
            room,
            await room.AddAsync(new PersonBuilder().With(Role.Editor)),
            await room.AddAsync(new PersonBuilder().With(Role.Reviewer)),
            await room.AddAsync(new PersonBuilder().With(Role.Administrator)));
    }

    private sealed record House(LearningRoom Room, Viewer Editor, Viewer Reviewer, Viewer Administrator) : IAsyncDisposable
    {
        /// <summary>Several texts from their first save to one edition.</summary>
        public async Task PublishAsync(params DocumentEdit[] edits)
        {
            int? change = null;
            foreach (var edit in edits)
            {
                change = (await Room.SaveDocumentAsync(Editor, edit.Path, edit.Text, change)).Value!.Change;
            }

            Assert.True((await Room.PublishChangeAsync(Editor, Reviewer, change!.Value)).Ok);
        }

        public async Task TrustAsync(string pem) => Assert.True((await Room.Get<TrustedPublishers>().TrustAsync(Administrator, "Ministry", pem, None)).Ok);

        public async Task<BundleFile> ReadAsync(byte[] bytes) => (await Room.Get<BundleImport>().ReadAsync(Editor, "edition.zip", bytes, None)).Value!;

        public Task<Result<int>> TakeAsync(BundleFile file, IReadOnlyDictionary<string, BundleChoice>? choices = null) =>
            Room.Get<BundleImport>().TakeAsync(Editor, file, choices ?? Undecided, "Edition of the ministry", "", None);

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
