using KnbTraining.Learning.Demo;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Hosting;

/// <summary>What the person at the console is told once the application listens.</summary>
/// <param name="SetupToken">The one-time token of the setup page; null once there is an administrator.</param>
/// <param name="Demo">True where the demo's sign-ins are to be told.</param>
internal sealed record Announcement(string? SetupToken, bool Demo)
{
    private static readonly Dictionary<Role, string> Shows = new()
    {
        [Role.Learner] = "a course that is due",
        [Role.Editor] = "lessons, rules and drafts",
        [Role.Reviewer] = "publishing an edition",
        [Role.Manager] = "reports about their units",
        [Role.Auditor] = "the rule book, reports and the audit log",
        [Role.Administrator] = "everything",
    };

    /// <param name="addresses">Where the application listens.</param>
    /// <param name="people">Where people reach it; null where nobody has said it.</param>
    public IEnumerable<string> Lines(IEnumerable<string> addresses, PublicAddress? people)
    {
        var address = addresses.FirstOrDefault()?.TrimEnd('/') ?? "http://localhost:5080";
        yield return $"KnbTraining is ready: {address}";
        if (people is not null)
        {
            yield return $"People reach it at {people}";
        }

        if (SetupToken is not null)
        {
            yield return "Name your organisation and its first administrator here. The link works once:";
            yield return $"{people?.ToString() ?? address}/setup?token={Uri.EscapeDataString(SetupToken)}";
        }

        if (Demo)
        {
            yield return $"Everyone here is fictional. Sign in with the password {DemoSignIns.Password} as:";
            foreach (var signIn in DemoSignIns.All)
            {
                yield return $"  {signIn.UserName,-10} {Shows[signIn.Role]}";
            }
        }
    }
}
