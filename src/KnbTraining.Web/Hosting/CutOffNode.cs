using KnbTraining.Learning;
using KnbTraining.Learning.Background;
using KnbTraining.Web.Security;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// A node that has lost its database, or has only just begun to hear the others, takes no new circuit: a page that it could not fill comes to
/// another node, because the load balancer asks that one instead. Pages that are open say themselves what is not saved.
/// </summary>
internal static class CutOffNode
{
    public static void RefuseCircuits(WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<LearningOptions>>().Value.Database != DatabaseKind.PostgreSql)
        {
            return;
        }

        var listener = app.Services.GetRequiredService<NodeListener>();
        app.Use((context, next) =>
        {
            if (listener.Listens || !context.Request.Path.StartsWithSegments(CircuitDoor.Path, StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
    }
}
