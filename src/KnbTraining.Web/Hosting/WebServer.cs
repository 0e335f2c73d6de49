using KnbTraining.Web.Features.Lawbook;
using KnbTraining.Web.Features.Reports;
using KnbTraining.Learning;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Account;
using KnbTraining.Web.Features.Acknowledgements;
using KnbTraining.Web.Features.Certificates;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using MudBlazor.Services;

namespace KnbTraining.Web.Hosting;

/// <summary>Puts the application together.</summary>
internal static class WebServer
{
    private const string DefaultAddress = "http://localhost:5080";

    public static WebApplication Build(string[] arguments)
    {
        // The application finds its own files wherever it is called from; the data folder follows the caller.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        if (!SaysWhereToListen(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        var noise = new StartupNoise();
        builder.Services.AddSingleton(noise);
        builder.Logging.AddFilter(StartupNoise.Category, noise.Lets);

        var folders = Folders.From(builder.Configuration);
        AddServices(builder.Services, builder.Configuration, folders);

        var app = builder.Build();
        Configure(app);
        return app;
    }

    /// <summary>Makes what the first request would otherwise wait for: the table of all addresses.</summary>
    public static void WarmUp(WebApplication app)
    {
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
        {
            _ = source.Endpoints.Count;
        }
    }

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration, Folders folders)
    {
        services.AddSingleton(folders);

        // First of all: packages bring the machine's clock along where nobody has registered one yet.
        services.AddSteadyClock();
        services.AddDataProtection().SetApplicationName("KnbTraining").PersistKeysToFileSystem(new DirectoryInfo(folders.Keys));
        services.AddKnbLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options => options.Cookie.Name = "knb.form");
        services.AddLearning(options =>
        {
            options.DataFolder = folders.Data;
            options.ContentFolder = folders.Content;
            if (configuration["Organisation:TimeZone"] is { Length: > 0 } zone)
            {
                options.TimeZone = zone;
            }
        });
        services.AddSingleton<LocalTime>();
        services.AddKnbSecurity();
        services.AddKnbHealth();
        services.AddRequestLimits();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = Drain.ShutdownTimeout);
        services.AddSingleton<Drain>();
        services.AddScoped<CircuitHandler, Drain.OpenCircuit>();
    }

    private static void Configure(WebApplication app)
    {
        app.UseKnownProxies();
        Drain.RefuseCircuits(app);
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
            app.UseHsts();
        }

        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<PasswordDuty>();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapKnbHealth();
        app.MapPreferences();
        app.MapAccount();
        app.MapReports();
        app.MapCoverage();
        app.MapDifficulty();
        app.MapCertificates();
        app.MapAcknowledgements();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // Compression costs about 250 KiB of native memory for each open page.
            options.DisableWebSocketCompression = true;

            // SecurityHeaders says it, in the one policy of the page.
            options.ContentSecurityFrameAncestorsPolicy = null;
        });
    }

    private static bool SaysWhereToListen(ConfigurationManager configuration) =>
        !string.IsNullOrWhiteSpace(configuration["urls"])
        || !string.IsNullOrWhiteSpace(configuration["http_ports"])
        || !string.IsNullOrWhiteSpace(configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
