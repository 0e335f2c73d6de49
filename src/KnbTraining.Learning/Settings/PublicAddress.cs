namespace KnbTraining.Learning.Settings;

/// <summary>
/// The address at which people reach the application, for example <c>https://training.example.kz/knb</c>. Whatever is said in
/// full (check addresses, QR codes, links in files) is made from it, and never from what a request calls the host.
/// </summary>
public sealed record PublicAddress
{
    private PublicAddress(string origin, string pathBase)
    {
        Origin = origin;
        PathBase = pathBase;
    }

    /// <summary>Scheme, host and port as a browser's <c>Origin</c> header writes them: lower case, no usual port, no slash at the end.</summary>
    public string Origin { get; }

    /// <summary>The path below which the application lies, with a leading slash and none at the end; empty at the root of the host.</summary>
    public string PathBase { get; }

    public bool IsSecure => Origin.StartsWith("https:", StringComparison.Ordinal);

    /// <summary>
    /// Reads an absolute address with the scheme http or https, a host, and a path of letters, digits, <c>-</c>, <c>_</c>, <c>.</c>
    /// and <c>~</c>. A slash at the end does not count.
    /// </summary>
    /// <returns>Null where the text is anything else: with a query, a fragment, a user, a blank, or no host.</returns>
    public static PublicAddress? Read(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) ? From(address) : null;

    /// <inheritdoc cref="Read"/>
    public static PublicAddress? From(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address is not { Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 })
        {
            return null;
        }

        var path = address.AbsolutePath.TrimEnd('/');
        if (path.Length > 0 && !path[1..].Split('/').All(IsPlain))
        {
            return null;
        }

        var host = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost.ToLowerInvariant();
        return new PublicAddress($"{address.Scheme}://{host}{(address.IsDefaultPort ? "" : $":{address.Port}")}", path);
    }

    /// <summary>The whole address of a page.</summary>
    /// <param name="relative">The page's address relative to the base, without a leading slash.</param>
    public string Of(string relative) => $"{this}/{relative}";

    /// <summary>Origin and path base, without a slash at the end.</summary>
    public override string ToString() => Origin + PathBase;

    private static bool IsPlain(string segment) =>
        segment.Length > 0 && segment.Any(letter => letter != '.') && segment.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '~');
}
