using System.Globalization;
using System.Threading.RateLimiting;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Account;
using KnbTraining.Web.Features.Quiz;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace KnbTraining.Web.Security;

internal static class SecurityServices
{
    private const string SignInPath = "/account/sign-in";

    /// <summary>The name of the limit on attempts to set up.</summary>
    public const string SetupLimit = "setup";

    /// <summary>The name of the limit on checking certificate numbers.</summary>
    public const string VerifyLimit = "verify";

    /// <summary>How many numbers one address may check at once, and again in every minute.</summary>
    public const int ChecksPerMinute = 30;

    /// <summary>How long somebody who lost a right in another process may still use it.</summary>
    public static readonly TimeSpan RevalidationInterval = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddKnbSecurity(this IServiceCollection services)
    {
        services.AddSingleton<MudStyleHashes>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<SecureSite>();
        services.AddScoped<CurrentViewer>();
        services.AddSingleton<CircuitOwners>();
        services.AddScoped<CircuitClaims>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(ConfigureCookie);
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = RevalidationInterval;
            options.OnRefreshingPrincipal = SessionMarks.KeepAsync;
        });
        services.AddIdentityCore<AppUser>()
            .AddLearningStores()
            .AddSignInManager<KnbSignInManager>()
            .AddClaimsPrincipalFactory<ViewerClaims>()
            .AddDefaultTokenProviders();
        services.AddScoped(provider => (KnbSignInManager)provider.GetRequiredService<SignInManager<AppUser>>());
        services.AddAuthorization(DefinePolicies);
        services.AddSingleton<IAuthorizationHandler, HeldRightsHandler>();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (rejected, _) => SayWhenAgain(rejected);
            options.AddPolicy(SetupLimit, LimitPosts);
            options.AddPolicy(VerifyLimit, LimitChecks);
        });
        return services;
    }

    internal static void DefinePolicies(AuthorizationOptions options)
    {
        options.FallbackPolicy = Holding([]);
        options.AddPolicy(Policies.Learn, Holding([]));
        foreach (var (name, roles) in Policies.Roles)
        {
            options.AddPolicy(name, Holding(roles));
        }
    }

    private static AuthorizationPolicy Holding(IReadOnlyList<Role> roles) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new HeldRights(roles)).Build();

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "knb.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = EndedSessions.SessionLength;
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "back";
        options.Events.OnValidatePrincipal = async context =>
        {
            if (await SessionMarks.RefuseAsync(context, AccountEndpoints.Prolongs(context.HttpContext.Request)))
            {
                return;
            }

            // This renews the cookie too. A page that only asks whether the session is still open must not renew it.
            await ValidateStampAsync(context);
            context.ShouldRenew &= AccountEndpoints.Prolongs(context.HttpContext.Request);
        };
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= AccountEndpoints.Prolongs(context.HttpContext.Request);
            return Task.CompletedTask;
        };
        var usual = options.Events.OnRedirectToLogin;
        options.Events.OnRedirectToLogin = context =>
        {
            // A return address must not be an endpoint that only accepts a posted form.
            if (!HttpMethods.IsGet(context.Request.Method) && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            {
                context.RedirectUri = context.Request.PathBase + SignInPath;
            }

            return usual(context);
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            RefusalLog.Tell(context.HttpContext, "a right is missing");
            return RefuseAsync(context.HttpContext);
        };
    }

    private static async Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        if (await context.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(context.User) is { } viewer)
        {
            context.RequestServices.GetRequiredService<RefusedActs>().Count(viewer.PersonId, RefusedAct.Page);
        }
    }

    // A socket's request lasts as long as its page, and would keep the account's services and their database context that long.
    private static async Task ValidateStampAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.HttpContext.RequestServices = scope.ServiceProvider;
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        finally
        {
            context.HttpContext.RequestServices = services;
        }
    }

    // The token cannot be guessed; this keeps a machine from trying.
    private static RateLimitPartition<string> LimitPosts(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetTokenBucketLimiter(
                AddressOf(context),
                _ => new TokenBucketRateLimiterOptions { TokenLimit = 20, TokensPerPeriod = 20, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(string.Empty);

    // Numbers cannot be guessed by hand; this keeps a machine from trying.
    private static RateLimitPartition<string> LimitChecks(HttpContext context) =>
        RateLimitPartition.GetTokenBucketLimiter(
            AddressOf(context),
            _ => new TokenBucketRateLimiterOptions { TokenLimit = ChecksPerMinute, TokensPerPeriod = ChecksPerMinute, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static ValueTask SayWhenAgain(OnRejectedContext rejected)
    {
        RefusalLog.Tell(rejected.HttpContext, "too many tries");
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
