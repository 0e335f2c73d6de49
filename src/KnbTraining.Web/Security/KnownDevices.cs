using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace KnbTraining.Web.Security;

/// <summary>
/// Remembers in the browser which accounts have signed in from it, so that others who try their names cannot slow these
/// people down. Encrypted and signed by the server; worth nothing without a password.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection)
{
    public const string Cookie = "knb.known-device";

    /// <summary>The most accounts that one browser remembers: those that signed in last.</summary>
    public const int MostAccounts = 20;

    private const int EntrySize = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("KnbTraining.KnownDevices");

    /// <summary>For each account that signed in from here, the mark of this device; empty where nothing valid is remembered.</summary>
    public IReadOnlyDictionary<Guid, Guid> Read(HttpRequest request)
    {
        var marks = new Dictionary<Guid, Guid>();
        var bytes = Unprotect(request.Cookies[Cookie]);
        for (var at = 0; at + EntrySize <= bytes.Length; at += EntrySize)
        {
            marks[new Guid(bytes.AsSpan(at, 16))] = new Guid(bytes.AsSpan(at + 16, 16));
        }

        return marks;
    }

    /// <summary>Remembers that the account signed in from here.</summary>
    public void Remember(HttpContext context, Guid account)
    {
        var marks = Read(context.Request);
        var mark = marks.TryGetValue(account, out var known) ? known : Guid.NewGuid();
        var latest = marks.Where(other => other.Key != account).Take(MostAccounts - 1).Prepend(KeyValuePair.Create(account, mark));
        var bytes = latest.SelectMany(entry => entry.Key.ToByteArray().Concat(entry.Value.ToByteArray())).ToArray();
        context.Response.Cookies.Append(Cookie, Convert.ToBase64String(_protector.Protect(bytes)), Lasting);
    }

    /// <summary>The browser remembers nobody any more.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Lasting);

    private static CookieOptions Lasting => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(180),
        SameSite = SameSiteMode.Lax,
        Path = "/",
    };

    private byte[] Unprotect(string? cookie)
    {
        try
        {
            return string.IsNullOrEmpty(cookie) ? [] : _protector.Unprotect(Convert.FromBase64String(cookie));
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            // The cookie is forged, expired or malformed.
            return [];
        }
    }
}
