using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Exchange;

internal static class ExchangeSlice
{
    public static IServiceCollection AddExchange(this IServiceCollection services) => services
        .AddSingleton<Cases.CaseExport>()
        .AddSingleton<QuestionExport>()
        .AddSingleton<QuestionImport>();
}
