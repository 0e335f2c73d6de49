using Microsoft.AspNetCore.Localization;

namespace KnbTraining.Web.Localization;

internal static class LocalizationServices
{
    public static IServiceCollection AddKnbLocalization(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures.Of("en"));
            options.SupportedCultures = [.. Cultures.All];
            options.SupportedUICultures = [.. Cultures.All];
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider(),
                new CustomRequestCultureProvider(FromBrowserAsync),
            ];
        });
        return services;
    }

    private static Task<ProviderCultureResult?> FromBrowserAsync(HttpContext context)
    {
        var tags = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(tag => tag.Quality ?? 1)
            .Select(tag => tag.Value.ToString());
        return Task.FromResult(Cultures.FromAcceptLanguage(tags) is { } culture ? new ProviderCultureResult(culture.Name) : null);
    }
}
