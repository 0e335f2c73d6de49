using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Entries;
using KnbTraining.Web.Features.Account;
using KnbTraining.Web.Features.Acknowledgements;
using KnbTraining.Web.Features.Audit;
using KnbTraining.Web.Features.Certificates;
using KnbTraining.Web.Features.Content.Bundles;
using KnbTraining.Web.Features.Content.Cases;
using KnbTraining.Web.Features.Content.Exchange;
using KnbTraining.Web.Features.Content.Exchange.Scorm;
using KnbTraining.Web.Features.CourseActs;
using KnbTraining.Web.Features.Imports;
using KnbTraining.Web.Features.Lawbook;
using KnbTraining.Web.Features.Lessons;
using KnbTraining.Web.Features.Notices;
using KnbTraining.Web.Features.Organisation;
using KnbTraining.Web.Features.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.SignalR;
using MudBlazor.Services;

namespace KnbTraining.Web.Hosting;

/// <summary>Puts the application together.</summary>
internal static class WebServer
{
    private const string DefaultAddress = "http://localhost:5080";

    public static WebApplication Build(string[] arguments)
    {
        var builder = CreateBuilder(arguments);
        var warnings = KnownSettings.Check(builder.Configuration);
        StartChecks.BeforeServices(builder.Configuration);
        PrivateFiles.CreateOnlyPrivateFiles();
        builder.WebHost.UseStaticWebAssets();
        if (!SaysWhereToListen(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        var noise = new StartupNoise();
        builder.Services.AddSingleton(noise);
        builder.Logging.AddKnbConsole();
        builder.Logging.AddFilter(StartupNoise.Category, noise.Lets);

        var folders = Folders.From(builder.Configuration);
        AddServices(builder.Services, builder.Configuration, folders);

        try
        {
            var app = builder.Build();
            foreach (var warning in warnings)
            {
                app.Logger.LogWarning("{Warning}", warning);
            }

            Configure(app);
            return app;
        }
        catch (Exception unreadable) when (!builder.Environment.IsDevelopment() && unreadable is (InvalidOperationException or FormatException))
        {
            // Settings of the framework, for example of the log.
            throw new StartupException($"The application cannot be put together: {unreadable.Message.ReplaceLineEndings(" ")}", unreadable);
        }
    }

    /// <summary>The settings alone, for commands that serve nothing.</summary>
    /// <exception cref="StartupException">A setting cannot be meant.</exception>
    public static IConfiguration ReadSettings(string[] arguments)
    {
        var configuration = CreateBuilder(arguments).Configuration;
        foreach (var warning in KnownSettings.Check(configuration))
        {
            Console.Error.WriteLine(warning);
        }

        return configuration;
    }

    /// <summary>Makes what the first request would otherwise wait for: the table of all addresses.</summary>
    public static void WarmUp(WebApplication app)
    {
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
        {
            _ = source.Endpoints.Count;
        }
    }

    // The application finds its own files wherever it is called from; the data folder follows the caller.
    private static WebApplicationBuilder CreateBuilder(string[] arguments) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration, Folders folders)
    {
        services.AddSingleton(folders);
        services.AddSingleton<TransportSetting>();

        // Must come first: some packages register the system clock where no clock is registered yet.
        services.AddSteadyClock();
        AddProtection(services, KnownSettings.ProviderOf(configuration), folders);
        services.AddKnbLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options => options.AddFilter<CircuitOwners>());
        services.AddMudServices();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options => options.Cookie.Name = "knb.form");
        services.AddLearning(options =>
        {
            options.DataFolder = folders.Data;
            options.ContentFolder = folders.Content;
            options.Database = KnownSettings.ProviderOf(configuration);
            options.ConnectionString = configuration[KnownSettings.Connection];
            options.KeyFile = configuration[KnownSettings.KeyFile] is { Length: > 0 } file ? Path.GetFullPath(file) : null;
            options.PublicAddress = configuration[KnownSettings.PublicAddress];
            if (configuration["Organisation:TimeZone"] is { Length: > 0 } zone)
            {
                options.TimeZone = zone;
            }
        });
        services.AddSingleton<LocalTime>().AddSingleton<EntryWords>().AddSingleton<EntryFile>().AddSingleton<ComparisonWords>().AddSingleton<ScormWriter>();
        services.AddSingleton<ImportServices>().AddSingleton<FileImport>().AddHostedService<ImportFolderSweep>();
        services.AddSingleton(new ImportFolder(
            configuration[KnownSettings.ImportFolder] is { Length: > 0 } watched ? Path.GetFullPath(watched) : null,
            configuration[KnownSettings.ImportMapping] is { Length: > 0 } mapping ? mapping : null));
        services.AddKnbSecurity();
        services.AddKnbHealth();
        services.AddRequestLimits();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = Drain.ShutdownTimeout);
        services.AddSingleton<Drain>();
        services.AddScoped<CircuitHandler, Drain.OpenCircuit>();
    }

    // What protects cookies and forms. Several nodes over one database share it, so that each understands the cookies of the others.
    private static void AddProtection(IServiceCollection services, DatabaseKind database, Folders folders)
    {
        var protection = services.AddDataProtection().SetApplicationName("KnbTraining");
        if (database == DatabaseKind.Sqlite)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(folders.Keys));
            return;
        }

        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeyRows>((options, rows) => options.XmlRepository = rows);

        // The framework warns that it does not encrypt the keys itself: the rows do.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }

    private static void Configure(WebApplication app)
    {
        app.UseKnownProxies();
        app.UseMiddleware<RequestAddress>();

        // Named here, because the framework would choose the endpoint before the path base is taken off.
        app.UseRouting();
        Drain.RefuseCircuits(app);
        CutOffNode.RefuseCircuits(app);
        app.UseMiddleware<CircuitDoor>();
        app.UseMiddleware<OwnCookies>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = failure => StorageFailure.Is(failure) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            });
        }

        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.Use(RequestLimits.RefuseLongAddressAsync);
        app.Use(RefusedForm.ShowErrorPageAsync);
        app.UseMiddleware<SetupDuty>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<PasswordDuty>();
        app.UseAntiforgery();
        app.UseMiddleware<RefusedForm>();

        app.MapStaticAssets().AllowAnonymous();
        app.MapKnbHealth();
        app.MapPreferences();
        app.MapAccount();
        app.MapReports();
        app.MapAudit();
        app.MapCertificates();
        app.MapEvidence();
        app.MapExchange();
        app.MapBundles();
        app.MapCases();
        app.MapNotices();
        app.MapLogo();
        app.MapPictures();
        app.MapPrintedPages();
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
