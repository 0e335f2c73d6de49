using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Security;

/// <summary>Whether people reach this application by HTTPS: the request says so, or the public address in the settings does.</summary>
internal sealed class SecureSite(SettingsStore settings)
{
    public async ValueTask<bool> IsSecureAsync(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.IsHttps || (await settings.CurrentAsync(request.HttpContext.RequestAborted)).PublicAddress?.Scheme == Uri.UriSchemeHttps;
    }
}
