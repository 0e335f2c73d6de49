using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Lessons;

internal static class LessonsSlice
{
    public static IServiceCollection AddLessons(this IServiceCollection services) => services
        .AddSingleton<LessonService>()
        .AddSingleton<LessonQueries>();
}
