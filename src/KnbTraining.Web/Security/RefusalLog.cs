namespace KnbTraining.Web.Security;

/// <summary>
/// Says in the log who was refused what, and from where: a right that is missing, a form that is not ours, too many tries.
/// Sign-ins are told by <see cref="Learning.Accounts.SignInService"/>, other people's records by the query that refuses them.
/// </summary>
internal static class RefusalLog
{
    private const int LongestPath = 200;

    public static void Tell(HttpContext context, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);

        // Escaped, so that no address makes a line of its own; without its query, which may hold a token or a name.
        var path = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RefusalLog)).LogWarning(
            "{Method} {Path} refused from {Address}, account {Account}: {Reason}",
            context.Request.Method,
            path.Length <= LongestPath ? path : path[..LongestPath],
            context.Connection.RemoteIpAddress,
            CurrentViewer.IdOf(context.User)?.ToString() ?? "none",
            reason);
    }
}
