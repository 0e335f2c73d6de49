using System.Globalization;
using KnbTraining.Content.Items;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit.Content;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.LoadTests.Serving;

/// <summary>Somebody with an open exam.</summary>
/// <param name="UserName">The password is <see cref="Crowd.Password"/>.</param>
internal sealed record CrowdMember(int Number, string UserName, Guid AttemptId, int Items)
{
    /// <summary>An address of a private network for each.</summary>
    public string From => string.Create(CultureInfo.InvariantCulture, $"10.0.{Number / 250}.{(Number % 250) + 1}");
}

/// <summary>Many people in a data folder of their own, each in the middle of an exam that stays open for a day unless its deadline is changed.</summary>
internal static class Crowd
{
    public const string Password = "load-and-fault-2026";

    private const string Course = "working-with-state-secrets";

    public static async Task<IReadOnlyList<CrowdMember>> SeatAsync(string data, int people, ServedDatabase? database = null)
    {
        database ??= ServedDatabase.File;
        await using var services = Open(data, database);
        await LearningStartup.InitialiseAsync(services, CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var viewers = await AddAsync(services, users, people);
        var attempts = services.GetRequiredService<AttemptService>();
        var seated = new List<CrowdMember>();
        foreach (var (viewer, userName) in viewers)
        {
            var started = await attempts.StartAsync(viewer, Course, AttemptMode.Exam, "en", CancellationToken.None);
            if (!started.Ok)
            {
                throw new InvalidOperationException($"{userName} could not start: {started.Refused}");
            }

            seated.Add(new CrowdMember(seated.Count, userName, started.Value, 0));
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync();
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1);
        await db.Attempts.ExecuteUpdateAsync(update => update.SetProperty(attempt => attempt.Deadline, tomorrow));
        var totals = await db.Attempts.ToDictionaryAsync(attempt => attempt.Id, attempt => attempt.Total);
        if (database.Connection is null)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        database.Release();
        return [.. seated.Select(member => member with { Items = totals[member.AttemptId] })];
    }

    /// <summary>Changes deadlines before the server runs.</summary>
    public static async Task SetDeadlinesAsync(string data, IReadOnlyDictionary<Guid, DateTimeOffset> deadlines, ServedDatabase database)
    {
        await using var services = Open(data, database);
        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync();
        foreach (var (id, deadline) in deadlines)
        {
            await db.Attempts.Where(attempt => attempt.Id == id).ExecuteUpdateAsync(update => update.SetProperty(attempt => attempt.Deadline, deadline));
        }

        database.Release();
    }

    /// <summary>What the database says of each attempt's time, while the server runs or after it.</summary>
    public static async Task<IReadOnlyList<AttemptTimes>> ReadTimesAsync(string data, ServedDatabase database)
    {
        await using var services = Open(data, database);
        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync();
        var steps = (await db.AttemptSteps.AsNoTracking().Where(step => step.Kind == StepKind.Answered).OrderBy(step => step.Sequence)
            .Select(step => new { step.AttemptNumber, step.At }).ToListAsync()).ToLookup(step => step.AttemptNumber, step => step.At);
        var attempts = await db.Attempts.AsNoTracking().Select(attempt => new { attempt.Id, attempt.Number, attempt.State, attempt.Deadline }).ToListAsync();
        database.Release();
        return [.. attempts.Select(attempt => new AttemptTimes(attempt.Id, attempt.Deadline, attempt.State == AttemptState.Open, [.. steps[attempt.Number]]))];
    }

    /// <summary>Every answer as it lies in the database, in the order in which it was stored, as the codes that the page showed.</summary>
    public static async Task<IReadOnlyList<StoredAnswer>> ReadAnswersAsync(string data, ServedDatabase? database = null)
    {
        await using var services = Open(data, database);
        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync();
        var attempts = await db.Attempts.AsNoTrackingWithIdentityResolution()
            .Include(attempt => attempt.Items).ThenInclude(item => item.Family).ToDictionaryAsync(attempt => attempt.Number);
        var editions = services.GetRequiredService<EditionStore>();
        var edition = (await editions.CurrentAsync(CancellationToken.None)).Edition;
        var codes = new Dictionary<(long, int), AnswerCodes>();
        foreach (var attempt in attempts.Values)
        {
            var bank = edition.ItemsOn(attempt.LawDate);
            foreach (var item in attempt.Items)
            {
                codes[(attempt.Number, item.Position)] = AnswerCodes.Of(ItemOf(bank, item.ItemId), item.Order);
            }
        }

        var steps = await db.AttemptSteps.AsNoTracking().Where(step => step.Kind == StepKind.Answered).OrderBy(step => step.Sequence).ToListAsync();
        (database ?? ServedDatabase.File).Release();
        return [.. steps.Select(step => new StoredAnswer(
            attempts[step.AttemptNumber].Id,
            step.Position!.Value,
            codes[(step.AttemptNumber, step.Position.Value)].Read(AttemptStep.Split(step.Response))))];
    }

    private static Item ItemOf(ItemBank bank, string id) =>
        bank.TryFind(id, out var item) ? item : throw new InvalidDataException($"The edition does not make the item {id}.");

    /// <summary>The Learning room over these data, in this process.</summary>
    public static ServiceProvider Open(string data, ServedDatabase? database = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLearning(options =>
        {
            options.DataFolder = data;
            options.ContentFolder = ShippedContent.Folder;
            database?.Configure(options);
        });
        services.AddIdentityCore<AppUser>().AddLearningStores();
        return services.BuildServiceProvider();
    }

    // One hash for all: making a thousand takes minutes, and a person's password is not what is measured here.
    private static async Task<IReadOnlyList<(Viewer Viewer, string UserName)>> AddAsync(ServiceProvider services, UserManager<AppUser> users, int people)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync();
        var unit = Unit.Create("Organisation", null, 1);
        db.Units.Add(unit);
        var hash = users.PasswordHasher.HashPassword(AppUser.Create(Guid.NewGuid(), "nobody", null, false), Password);
        var added = new List<(Viewer, string)>();
        for (var i = 0; i < people; i++)
        {
            var (name, now) = (string.Create(CultureInfo.InvariantCulture, $"Learner {i}"), DateTimeOffset.UtcNow);
            var person = Person.Create(name, new StandingValues(unit.Id, HolderStatus.Current, Capacity.Employee), DateOnly.FromDateTime(now.UtcDateTime), "en", now);
            person.KnownBy(0);
            var user = AppUser.Create(person.Id, string.Create(CultureInfo.InvariantCulture, $"learner{i}"), null, mustChangePassword: false);
            user.NormalizedUserName = users.NormalizeName(user.UserName);
            user.PasswordHash = hash;
            user.SecurityStamp = Guid.NewGuid().ToString("N");
            db.People.Add(person);
            db.Users.Add(user);
            added.Add((new Viewer(person.Id, person.Name, new HashSet<Role> { Role.Learner }, "en", null), user.UserName!));
        }

        await db.SaveChangesAsync();
        return added;
    }
}

/// <param name="Answers">When each answer was taken, in the order in which they were stored.</param>
internal sealed record AttemptTimes(Guid AttemptId, DateTimeOffset Deadline, bool IsOpen, IReadOnlyList<DateTimeOffset> Answers);

/// <param name="Codes">As the page's controls name them, sorted.</param>
internal sealed record StoredAnswer(Guid AttemptId, int Position, string Codes);

/// <summary>What the controls of a question stand for: places in the presented order, as the page writes them.</summary>
internal sealed record AnswerCodes(IReadOnlyList<string> First, IReadOnlyList<string> Second)
{
    public static AnswerCodes Of(Item item, string order)
    {
        var (options, choices) = PresentedOrder.Decode(item, order);
        return new AnswerCodes(options, choices);
    }

    public string Read(IEnumerable<string> response) => string.Join(' ', response.Select(CodeOf).Order(StringComparer.Ordinal));

    private string CodeOf(string id)
    {
        if (Second.Count == 0)
        {
            return Place(First, id);
        }

        var pair = id.Split('=', 2);
        return $"{Place(First, pair[0])}:{Place(Second, pair[1])}";
    }

    private static string Place(IReadOnlyList<string> ids, string id)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == id)
            {
                return i.ToString(CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidDataException($"'{id}' was not among what was shown.");
    }
}
