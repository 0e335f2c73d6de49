using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Demo;

internal static class DemoSlice
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddSingleton<DemoSeeder>();
}
