namespace KnbTraining.Web.Commands;

/// <summary>What the host understands: <c>--key value</c>, <c>--key=value</c>, <c>/key value</c> and <c>key=value</c>.</summary>
internal static class HostArguments
{
    /// <summary>The first token that the host would silently ignore, most likely a mistyped command; null where there is none.</summary>
    public static string? FirstStray(IReadOnlyList<string> tokens)
    {
        var valueMayFollow = false;
        foreach (var token in tokens)
        {
            var isKey = token.StartsWith('-') || token.StartsWith('/');
            if (!isKey && !valueMayFollow && !token.Contains('=', StringComparison.Ordinal))
            {
                return token;
            }

            valueMayFollow = isKey && !token.Contains('=', StringComparison.Ordinal);
        }

        return null;
    }
}
