using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Security;

/// <summary>Whether people reach this application by HTTPS: the request says so, or the public address does.</summary>
internal sealed class SecureSite(PublicAddressSetting address)
{
    public ValueTask<bool> IsSecureAsync(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult(request.IsHttps || address.Current is { IsSecure: true });
    }
}
