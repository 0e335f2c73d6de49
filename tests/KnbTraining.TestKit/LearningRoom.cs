using System.Text.RegularExpressions;
using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.TestKit;

/// <summary>The whole Learning room over a database of its own, with the shipped content and a clock that tests move.</summary>
public sealed partial class LearningRoom : IAsyncDisposable
{
    /// <summary>A Monday morning in Almaty.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    // The services of all rooms are the same: building each of them once to see that it can be built is enough.
    private static int _validated;

    private readonly string _folder;
    private readonly bool _isOurs;
    private readonly EphemeralDataProtectionProvider _protection = new();
    private ServiceProvider _services;
    private AsyncServiceScope _scope;

    private LearningRoom(RoomDatabase database, bool isOurs)
    {
        (Database, _folder, _isOurs) = (database, database.Folder, isOurs);
        (_services, _scope) = Build();
    }

    public MachineClock Clock { get; } = new(Start);

    public RecordedLog Log { get; } = new();

    public QueryPlans Plans { get; } = new();

    public ReadHook Reads { get; } = new();

    public CommitHook Commits { get; } = new();

    public CommandCount Commands { get; } = new();

    public RoomDatabase Database { get; }

    /// <summary>The file of a room on SQLite: a test that names it chooses SQLite.</summary>
    public string DatabaseFile => Database.Kind != DatabaseKind.Sqlite
        ? throw new InvalidOperationException("The room lies on a server. A test that needs the file opens its room on SQLite.")
        : _services.GetRequiredService<IOptions<LearningOptions>>().Value.DatabaseFile;

    /// <summary>A room with edition 1, one unit and nobody in it; its writer runs, its sweeps do not.</summary>
    /// <param name="on">The database, where the test is about one; else <see cref="RoomDatabase.Usual"/>.</param>
    public static async Task<LearningRoom> OpenAsync(DatabaseKind? on = null)
    {
        var database = RoomDatabase.New(on ?? RoomDatabase.Usual);
        await database.CopyTemplateAsync(use => FillTemplateAsync(database.Kind, use));
        var room = new LearningRoom(database, isOurs: true);
        await room.BeginAsync();
        return room;
    }

    /// <summary>A room over an empty folder and an empty database, as on a first start.</summary>
    /// <param name="on">As for <see cref="OpenAsync"/>.</param>
    /// <param name="made">How the database of a server is to be made, where not as usual.</param>
    public static LearningRoom OpenEmpty(DatabaseKind? on = null, string? made = null) => new(RoomDatabase.New(on ?? RoomDatabase.Usual, made), isOurs: true);

    /// <summary>A room of another process over the database of a server that is open already; close it first.</summary>
    public static async Task<LearningRoom> OpenBesideAsync(LearningRoom first)
    {
        ArgumentNullException.ThrowIfNull(first);
        var room = new LearningRoom(first.Database.Beside(), isOurs: true);
        await room.BeginAsync();
        return room;
    }

    /// <summary>A room of another process over the database of a server, before anything is in it; close it first.</summary>
    public static LearningRoom OpenEmptyBeside(LearningRoom first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return new LearningRoom(first.Database.Beside(), isOurs: true);
    }

    /// <summary>A room that reads the folder of an application on SQLite that runs beside it, with the shipped content as its edition 1.
    /// It leaves the folder where it is.</summary>
    public static LearningRoom OpenBeside(string folder) => OpenBeside(RoomDatabase.Of(DatabaseKind.Sqlite, folder));

    /// <inheritdoc cref="OpenBeside(string)"/>
    public static LearningRoom OpenBeside(RoomDatabase database)
    {
        var room = new LearningRoom(database, isOurs: false);
        room.Get<EditionStore>().Activate(new NumberedEdition(1, EditionSample.Edition, Start, "system"));
        return room;
    }

    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public LearningDbContext Open() => Get<IDbContextFactory<LearningDbContext>>().CreateDbContext();

    /// <summary>Runs what the application runs at start.</summary>
    public Task InitialiseAsync() => LearningStartup.InitialiseAsync(_services, CancellationToken.None);

    /// <summary>Drops everything in memory without a word, as a killed process would, and starts again over the same file.</summary>
    public async Task KillAndRestartAsync()
    {
        var old = (_services, _scope);
        (_services, _scope) = Build();
        await BeginAsync();
        await old._scope.DisposeAsync();
        await old._services.DisposeAsync();
    }

    /// <summary>As a restart, but the edition is compiled from the database.</summary>
    public async Task KillAndRestartWithoutEditionAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        (_services, _scope) = Build();
    }

    /// <summary>The content folder of the next <see cref="InitialiseAsync"/>.</summary>
    public void UseContent(string folder) => Get<IOptions<LearningOptions>>().Value.ContentFolder = folder;

    public async Task PublishAsEditorAsync(Edition edition)
    {
        var published = await Get<LearningStore>().WriteAsync<NumberedEdition>(
            async write => await Get<EditionStore>().AddAsync(write, edition, EditionOrigin.Editors, "Editor", null, CancellationToken.None), CancellationToken.None);
        Get<EditionStore>().Activate(published.Value!);
    }

    /// <summary>Hears the news of other rooms over the same database, from now on until this room is closed.</summary>
    public async Task HearNewsAsync()
    {
        var listener = Get<NodeListener>();
        await listener.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => listener.Listens);
    }

    public void MakeReadOnly(bool readOnly) => Get<SwitchableContexts>().ReadOnly = readOnly;

    public void TakeDiskAway(bool gone) => Get<SwitchableContexts>().Gone = gone;

    public void FillDisk(bool full) => Get<SwitchableContexts>().Full = full;

    /// <inheritdoc cref="RoomDatabase.LockAsync"/>
    public Task<IAsyncDisposable> LockAsync() => Database.LockAsync();

    /// <summary>
    /// Does to the database what its owner could: nothing of the application looks on. Names of tables and columns are quoted for
    /// this database; <c>zeroblob</c> is there on each, and ten ticks may be added to an instant.
    /// </summary>
    /// <returns>How many rows were changed.</returns>
    public async Task<int> ExecuteAsync(string sql, params IEnumerable<object> values)
    {
        await using var db = Open();
        return await ExecuteAsync(db, sql, values);
    }

    /// <summary>As <see cref="ExecuteAsync(string, IEnumerable{object})"/>, in the transaction of somebody else.</summary>
    public static Task<int> ExecuteAsync(LearningDbContext db, string sql, params IEnumerable<object> values)
    {
        ArgumentNullException.ThrowIfNull(db);
        var names = db.Model.GetRelationalModel().Tables
            .SelectMany(table => table.Columns.Select(column => column.Name).Append(table.Name)).ToHashSet(StringComparer.Ordinal);
        return db.Database.ExecuteSqlRawAsync(Word().Replace(sql, word => names.Contains(word.Value) ? $"\"{word.Value}\"" : word.Value), values);
    }

    public async Task<Unit> RootAsync()
    {
        await using var db = Open();
        return await db.Units.SingleAsync(unit => unit.ParentId == null);
    }

    public async Task<Unit> AddUnitAsync(string name, Unit parent)
    {
        await using var db = Open();
        var unit = Unit.Create(name, parent, await db.Units.CountAsync(other => other.ParentId == parent.Id) + 1);
        db.Units.Add(unit);
        await db.SaveChangesAsync();
        return unit;
    }

    public async Task<Viewer> AddAsync(PersonBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var person = builder.Build(await RootAsync(), Clock.GetUtcNow());
        await using var db = Open();
        db.People.Add(person);
        await db.SaveChangesAsync();
        return builder.ViewerOf(person);
    }

    /// <summary>Changes somebody's standing as the application itself would.</summary>
    /// <param name="from">Null for today.</param>
    public async Task ChangeAsync(Guid personId, StandingParts parts, DateOnly? from = null, DateOnly? until = null)
    {
        var today = Get<LocalCalendar>().Today;
        var written = await Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                var person = await write.Db.People.SingleAsync(found => found.Id == personId);
                var change = StandingChange.Create(personId, from ?? today, until, parts, StandingSource.Form);
                await StandingWriter.ChangeAsync(write, Actor.Application, person, change, null, today, CancellationToken.None);
                return new Done();
            },
            CancellationToken.None);
        if (!written.Ok)
        {
            throw new InvalidOperationException($"{written}");
        }
    }

    /// <summary>What a form of this person that is opened now would have read.</summary>
    public async Task<int> VersionOfAsync(Guid personId)
    {
        await using var db = Open();
        return await db.People.Where(person => person.Id == personId).Select(person => person.Version).SingleAsync();
    }

    public Task<Viewer> AddLearnerAsync() => AddAsync(new PersonBuilder());

    public async ValueTask DisposeAsync()
    {
        string connection;
        await using (var db = Get<SwitchableContexts>().OpenUsual())
        {
            connection = db.Database.GetConnectionString()!;
        }

        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        Log.Dispose();
        Database.Remove(connection);
        if (_isOurs)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task FillTemplateAsync(DatabaseKind kind, Func<LearningRoom, Task> use)
    {
        await using var room = OpenEmpty(kind);
        await room.InitialiseAsync();
        await using (var db = room.Open())
        {
            db.Units.Add(Unit.Create("Organisation", null, 1));
            await db.SaveChangesAsync();
        }

        await use(room);
    }

    private async Task BeginAsync()
    {
        Get<EditionStore>().Activate(new NumberedEdition(1, EditionSample.Edition, Start, "system"));
        await Get<SettingsStore>().ReloadAsync(CancellationToken.None);
        await Get<AnswerWriter>().StartAsync(CancellationToken.None);
    }

    private (ServiceProvider Services, AsyncServiceScope Scope) Build()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(new SteadyClock(Clock));
        collection.AddLogging(logging => logging.AddProvider(Log));
        collection.AddLearning(options =>
        {
            options.DataFolder = _folder;
            options.ContentFolder = EditionSample.Folder;
            options.BusyTimeout = Database.Patience;
            Database.Configure(options);
        });
        Database.AddInterceptors(collection, Plans, Reads, Commits, Commands);
        collection.AddIdentityCore<AppUser>().AddLearningStores();
        collection.AddSingleton<IDataProtectionProvider>(_protection);
        collection.AddFastPasswords();
        var usual = collection.Last(service => service.ServiceType == typeof(IDbContextFactory<LearningDbContext>)).ImplementationType!;
        collection.AddSingleton(provider => new SwitchableContexts(
            (IDbContextFactory<LearningDbContext>)ActivatorUtilities.CreateInstance(provider, usual), Database));
        collection.AddSingleton<IDbContextFactory<LearningDbContext>>(provider => provider.GetRequiredService<SwitchableContexts>());
        var services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = Interlocked.Exchange(ref _validated, 1) == 0 });
        return (services, services.CreateAsyncScope());
    }

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
