using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KnbTraining.WebTests;

/// <summary>What components of the lean surface need: texts, a language and a clock that stands still.</summary>
internal static class Speaking
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 7, 0, 0, TimeSpan.Zero);

    public static BunitContext In(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
        var context = new BunitContext();
        context.Services.AddLocalization();
        context.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Noon));
        context.Services.Configure<LearningOptions>(_ => { });
        context.Services.AddSingleton<LocalTime>();
        return context;
    }
}
