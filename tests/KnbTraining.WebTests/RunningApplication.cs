using System.Net;
using System.Text.RegularExpressions;
using KnbTraining.Learning.Setup;
using KnbTraining.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(KnbTraining.WebTests.RunningApplication))]

namespace KnbTraining.WebTests;

/// <summary>The whole application in memory, on a data folder of its own, set up with one administrator.</summary>
public sealed partial class RunningApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string UserName = "dana";
    public const string Password = "a calm long sentence";

    /// <summary>The header of a test's request that says which address it comes from.</summary>
    public const string AddressHeader = "X-Test-Address";

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"knb-webtests-{Guid.NewGuid():N}");

    private readonly string _beside = Directory.CreateTempSubdirectory("knb-webtests-beside-").FullName;

    public async ValueTask InitializeAsync() => await SetUpAsync(Services);

    /// <summary>Sets an application up with its one administrator.</summary>
    public static async Task SetUpAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var setup = scope.ServiceProvider.GetRequiredService<SetupService>();
        var token = await setup.CreateTokenAsync(CancellationToken.None);
        var done = await setup.CompleteAsync(token.Value!, new SetupOrder("Archive", "Dana Seitova", UserName, Password), CancellationToken.None);
        Assert.True(done.Ok, $"{done}");
    }

    /// <summary>Another server like this one, over a folder of its own, because two may not share one. It is not set up.</summary>
    public WebApplicationFactory<Program> Beside(Action<IWebHostBuilder> configure)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_beside, Guid.NewGuid().ToString("N"))).FullName;
        return WithWebHostBuilder(host =>
        {
            host.UseSetting("Data:Folder", folder);
            configure(host);
        });
    }

    public HttpClient Visitor() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>Fills in the sign-in form as a browser would.</summary>
    public static Task<HttpResponseMessage> SignInAsync(HttpClient visitor, string userName, string password, string back, bool shared = false) =>
        SignInAsync(visitor, pathBase: string.Empty, userName, password, back, shared);

    /// <summary>The same below a path base, for example <c>/knb</c>.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient visitor, string pathBase, string userName, string password, string back, bool shared = false)
    {
        var address = new Uri($"{pathBase}/account/sign-in?back={Uri.EscapeDataString(back)}", UriKind.Relative);
        var page = await visitor.GetStringAsync(address, TestContext.Current.CancellationToken);
        var fields = Hidden().Matches(page).ToDictionary(field => field.Groups["name"].Value, field => field.Groups["value"].Value, StringComparer.Ordinal);
        fields["Input.UserName"] = userName;
        fields["Input.Password"] = password;
        if (shared)
        {
            fields["Input.Shared"] = "true";
        }

        using var form = new FormUrlEncodedContent(fields);
        return await visitor.PostAsync(address, form, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends the hidden fields of a page, its token among them, to an address.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient visitor, string page, string action)
    {
        var html = await visitor.GetStringAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
        var fields = Hidden().Matches(html).DistinctBy(field => field.Groups["name"].Value)
            .ToDictionary(field => field.Groups["name"].Value, field => field.Groups["value"].Value, StringComparer.Ordinal);
        using var form = new FormUrlEncodedContent(fields);
        return await visitor.PostAsync(new Uri(action, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_beside, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Data:Folder", _data);
        builder.ConfigureServices(services => services.AddFastPasswords().AddSingleton<IStartupFilter, FromAddress>());
    }

    /// <summary>A request may say where it comes from: in memory it comes from nowhere.</summary>
    private sealed class FromAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[AddressHeader], out var address))
                {
                    context.Connection.RemoteIpAddress = address;
                }

                return rest(context);
            });
            next(app);
        };
    }

    [GeneratedRegex(@"<input type=""hidden"" name=""(?<name>[^""]+)"" value=""(?<value>[^""]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();
}
