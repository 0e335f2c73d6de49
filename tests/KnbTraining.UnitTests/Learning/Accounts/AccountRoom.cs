using System.Net;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.UnitTests.Learning.Accounts;

/// <summary>A room with one person who can sign in.</summary>
internal sealed class AccountRoom : IAsyncDisposable
{
    public const string UserName = "aru";

    public const string Password = "a calm long sentence";

    private AccountRoom(LearningRoom room, Viewer admin, Guid person)
    {
        (Room, Admin, Person) = (room, admin, person);
    }

    public LearningRoom Room { get; }

    public Viewer Admin { get; }

    public Guid Person { get; }

    public CountedHashes Hashes => Room.Get<CountedHashes>();

    public static IPAddress Office { get; } = IPAddress.Parse("10.0.0.7");

    public static async Task<AccountRoom> OpenAsync()
    {
        var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("The Administrator").With(Role.Administrator));
        var form = new PersonForm { Name = "Aru Sapa", UserName = UserName, UnitId = (await room.RootAsync()).Id };
        var added = await room.Get<PeopleService>().AddAsync(admin, form, CancellationToken.None);
        var accounts = new AccountRoom(room, admin, added.Value!.Id);
        var first = await accounts.SignInAsync(UserName, added.Value.TemporaryPassword);
        var changed = await room.Get<PasswordService>().ChangeAsync(
            new PasswordChange(first.Value!.User.Id, first.Value.Session.Id, added.Value.TemporaryPassword, Password, Office), CancellationToken.None);
        Assert.True(changed.Ok, $"{changed}");
        return accounts;
    }

    public Task<KnbTraining.Learning.Result<SignedInAccount>> SignInAsync(string userName, string password, IPAddress? from = null, Guid? device = null, Guid? account = null) =>
        Room.Get<SignInService>().SignInAsync(
            new SignInAttempt(
                userName,
                password,
                from ?? Office,
                device is { } mark && account is { } id ? new Dictionary<Guid, Guid> { [id] = mark } : new Dictionary<Guid, Guid>(),
                "Firefox, Windows"),
            CancellationToken.None);

    public ValueTask DisposeAsync() => Room.DisposeAsync();
}
