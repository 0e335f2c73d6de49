using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace KnbTraining.Web.Hosting;

/// <summary>Believes a reverse proxy about the caller's address and scheme, if the settings name one.</summary>
internal static class BehindProxy
{
    /// <exception cref="StartupException">An address in <c>Proxy:Known</c> is none.</exception>
    public static void UseKnownProxies(this WebApplication app)
    {
        if (!app.Configuration.GetValue("Proxy:Enabled", false))
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var text in (app.Configuration["Proxy:Known"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            options.KnownProxies.Add(IPAddress.TryParse(text, out var address)
                ? address
                : throw new StartupException($"'{text}' in Proxy:Known is no address. Give the proxy's IP addresses, separated by commas."));
        }

        app.UseForwardedHeaders(options);
    }
}
