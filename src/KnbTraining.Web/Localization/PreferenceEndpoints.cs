using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Security;
using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Localization;

namespace KnbTraining.Web.Localization;

/// <summary>Language and theme are chosen by plain links, so that they work before signing in and without a script.</summary>
internal static class PreferenceEndpoints
{
    public static void MapPreferences(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/language", ChooseLanguageAsync).AllowAnonymous();
        endpoints.MapGet("/theme", ChooseTheme).AllowAnonymous();
    }

    /// <summary>Cookies stay below the application: its host may serve others too.</summary>
    public static string CookiePath(HttpContext context) => context.Request.PathBase is { HasValue: true, Value: var path } ? path : "/";

    public static void Remember(HttpResponse response, string language) =>
        response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(Cultures.Of(language))),
            Lasting(response.HttpContext));

    public static bool HasChosenLanguage(HttpRequest request) => request.Cookies.ContainsKey(CookieRequestCultureProvider.DefaultCookieName);

    public static void ForgetLanguage(HttpResponse response) => response.Cookies.Delete(CookieRequestCultureProvider.DefaultCookieName, Lasting(response.HttpContext));

    public static void ForgetTheme(HttpResponse response) => response.Cookies.Delete(Theme.Cookie, Lasting(response.HttpContext));

    private static async Task<IResult> ChooseLanguageAsync(string? to, string? back, HttpContext context, CurrentViewer current, PeopleService people, CancellationToken cancellation)
    {
        var language = Languages.Known(to);
        Remember(context.Response, language);
        if (await current.FindAsync(context.User) is { } viewer && viewer.Language != language)
        {
            await people.SetLanguageAsync(viewer, language, cancellation);
        }

        return Results.LocalRedirect(LocalAddress.OrHome(back, context.Request.PathBase));
    }

    private static IResult ChooseTheme(string? to, string? back, HttpContext context)
    {
        if (to is Theme.Light or Theme.Dark)
        {
            context.Response.Cookies.Append(Theme.Cookie, to, Lasting(context));
        }
        else
        {
            context.Response.Cookies.Delete(Theme.Cookie, Lasting(context));
        }

        return Results.LocalRedirect(LocalAddress.OrHome(back, context.Request.PathBase));
    }

    /// <summary>For a choice that a browser keeps for a year.</summary>
    public static CookieOptions Lasting(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        Path = CookiePath(context),
    };
}
