using System.Net;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.Learning.Setup;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Persistence.Released;

/// <summary>A small house in which everything happened once, to be kept as a version wrote it and read by every later version.</summary>
internal static class ReleasedHouse
{
    public const string Administrator = "admin";

    public const string Password = "a calm long sentence";

    /// <summary>Everybody, the administrator included.</summary>
    public const int People = 6;

    private const string Draft = "courses/working-with-state-secrets.yaml";

    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Fills a room that was opened empty.</summary>
    public static async Task FillAsync(LearningRoom room)
    {
        await room.InitialiseAsync();
        await room.Get<AnswerWriter>().StartAsync(None);
        var token = Of(await room.Get<SetupService>().CreateTokenAsync(None));
        Of(await room.Get<SetupService>().CompleteAsync(token, new SetupOrder("Қамқор LLP \"Test\"", "Áru Сапа", Administrator, Password), None));
        var admin = await room.ViewerAsync(Administrator);
        var root = (await room.RootAsync()).Id;
        var archive = Of(await room.Get<UnitService>().AddAsync(admin, new UnitNames(En: "Мұрағат"), root, null, None));
        var settings = new SettingsForm
        {
            Names = Localized.Of("Kamkor", "Қамқор", "Қамқор"),
            SecurityContact = "Room 7,\nextension 12",
            Signatory = "A. Sapa",
            PublicAddress = "https://training.example.kz",
            Logo = TinyPicture.Png,
        };
        Of(await room.Get<SettingsService>().UpdateAsync(admin, settings, (await room.Get<SettingsStore>().CurrentAsync(None)).Version, None));
        Of(await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None));
        (string Name, Role Role)[] others =
            [("learner", Role.Learner), ("second", Role.Learner), ("editor", Role.Editor), ("reviewer", Role.Reviewer), ("auditor", Role.Auditor)];
        foreach (var (name, role) in others)
        {
            var form = new PersonForm
            {
                Name = $"Өтеген {name} Ёлкин",
                UserName = name,
                Email = $"{name}@example.kz",
                UnitId = archive,
                HolderStatus = HolderStatus.Current,
                Roles = [role],
            };
            Of(await room.Get<PeopleService>().AddAsync(admin, form, None));
        }

        await TrainAsync(room);
        await EditAsync(room);
        var entering = new SignInAttempt(Administrator, Password, IPAddress.Parse("10.0.0.7"), new Dictionary<Guid, Guid>(), "Firefox, Windows");
        Of(await room.Get<SignInService>().SignInAsync(entering, None));
        room.Clock.Advance(TimeSpan.FromDays(2));
        Of(await room.Get<CheckpointMaker>().MakeDaysAsync(None));
        var head = Of(await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Of(admin.PersonId), None));
        var read = Of(await room.Get<OutsideHeads>().ReadAsync(head.Note, None));
        Of(await room.Get<OutsideHeads>().CompareAsync(admin, read.Value!, None));
    }

    public static async Task<Viewer> ViewerAsync(this LearningRoom room, string userName)
    {
        await using var db = room.Open();
        var user = await db.Users.SingleAsync(account => account.UserName == userName, None);
        return await room.Get<PeopleQueries>().FindViewerAsync(user.Id, None) ?? throw new InvalidOperationException($"{userName} cannot sign in.");
    }

    // An exam that was passed, one that was not, one that is still open; practice; a lesson; a text.
    private static async Task TrainAsync(LearningRoom room)
    {
        var (learner, second) = (await room.ViewerAsync("learner"), await room.ViewerAsync("second"));
        Of(await room.Get<LessonService>().MarkDoneAsync(learner, EditionSample.Course, EditionSample.Edition.Courses[EditionSample.Course].Lessons[0], None));
        await room.ConfirmTextAsync(learner);
        await room.SitAsync(learner, mode: AttemptMode.Practice);
        room.Clock.Advance(TimeSpan.FromMinutes(30));
        await room.SitAsync(learner);
        await room.SitAsync(second, right: 3);
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        var open = await room.StartAsync(second, AttemptMode.Practice);
        await room.AnswerRightAsync(second, open, count: 2);
    }

    private static async Task EditAsync(LearningRoom room)
    {
        var (editor, reviewer) = (await room.ViewerAsync("editor"), await room.ViewerAsync("reviewer"));
        Of(await room.PublishTextAsync(editor, reviewer, Draft, Change("31")));
        Of(await room.SaveDocumentAsync(editor, Draft, Change("32")));
    }

    private static string Change(string minutes) =>
        EditionSample.Documents.Find(Draft)!.Replace("minutes: 30", $"minutes: {minutes}", StringComparison.Ordinal);

    private static T Of<T>(Result<T> result) => result.Ok ? result.Value! : throw new InvalidOperationException($"{typeof(T).Name}: {result}");
}
