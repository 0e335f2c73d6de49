using KnbTraining.Learning.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Persistence;

/// <summary>What a slice does because an earlier slice recorded a fact. It runs in the transaction of that fact, and cannot refuse it.</summary>
public interface IFactHandler<in TFact>
    where TFact : Fact
{
    /// <summary>Called after everything before it was saved, so that queries see it. What it records is handled in its turn.</summary>
    /// <param name="actor">Who did what the fact tells.</param>
    Task HandleAsync(StoreWrite write, Actor actor, TFact fact, CancellationToken ct);
}

/// <summary>As <see cref="IFactHandler{TFact}"/>, for facts that one write may record by the hundred: it handles all of a step at once, in one save.</summary>
public interface IFactsHandler<TFact>
    where TFact : Fact
{
    /// <summary>Called once in each step that recorded such facts.</summary>
    Task HandleAsync(StoreWrite write, IReadOnlyList<TFact> facts, CancellationToken ct);
}

/// <summary>One row of the table of handlers.</summary>
/// <param name="RunAsync">Handles one fact.</param>
public sealed record FactHandler(Type Fact, Type Handler, Func<IServiceProvider, StoreWrite, Actor, Fact, CancellationToken, Task> RunAsync)
{
    /// <summary>Handles all facts of a step at once; null where they are handled one by one.</summary>
    public Func<IServiceProvider, StoreWrite, IReadOnlyList<Fact>, CancellationToken, Task>? RunAllAsync { get; init; }
}

/// <summary>
/// Which slice acts on which fact, in the order of the slices. It is how a slice makes later ones act without naming them: whoever adds
/// somebody knows nothing of courses, and yet their courses are opened in the same transaction.
/// </summary>
public sealed class FactHandlers(IEnumerable<FactHandler> table, IServiceProvider services)
{
    /// <summary>How far a fact may lead: to facts of handlers, and to those of the handlers of these.</summary>
    public const int MostSteps = 2;

    /// <summary>No slice acts, as where a command writes into a database over which no application runs.</summary>
    public static FactHandlers None { get; } = new([], new ServiceCollection().BuildServiceProvider());

    /// <summary>All rows, in the order in which they run.</summary>
    public IReadOnlyList<FactHandler> Table { get; } = [.. table];

    /// <exception cref="InvalidOperationException">Facts lead further than <see cref="MostSteps"/>.</exception>
    internal async Task RunAsync(StoreWrite write, CancellationToken ct)
    {
        for (var (step, done) = (0, 0); done < write.Facts.Count; step++)
        {
            var end = write.Facts.Count;
            var ran = new HashSet<FactHandler>();
            for (; done < end; done++)
            {
                var (actor, fact) = write.Facts[done];
                foreach (var handler in Table.Where(row => row.Fact == fact.GetType()))
                {
                    if (step == MostSteps)
                    {
                        throw new InvalidOperationException($"{handler.Handler.Name} acts on {fact.GetType().Name}, which is more than {MostSteps} steps from what was done.");
                    }

                    if (handler.RunAllAsync is null)
                    {
                        await handler.RunAsync(services, write, actor, fact, ct);
                    }
                    else if (ran.Add(handler))
                    {
                        Fact[] all = [.. write.Facts.Take(end).Skip(done).Select(recorded => recorded.Fact).Where(one => one.GetType() == handler.Fact)];
                        await handler.RunAllAsync(services, write, all, ct);
                    }
                    else
                    {
                        continue;
                    }

                    await write.Db.SaveChangesAsync(ct);
                }
            }
        }
    }
}

internal static class FactHandlerRegistration
{
    /// <summary>Adds a row to the table. The handler itself is registered where the other services of its slice are.</summary>
    public static IServiceCollection AddFactHandler<TFact, THandler>(this IServiceCollection services)
        where TFact : Fact
        where THandler : class, IFactHandler<TFact> => services
            .AddSingleton(new FactHandler(
                typeof(TFact),
                typeof(THandler),
                (provider, write, actor, fact, ct) => provider.GetRequiredService<THandler>().HandleAsync(write, actor, (TFact)fact, ct)));

    /// <summary>As <see cref="AddFactHandler"/>, for a handler of many facts at once.</summary>
    public static IServiceCollection AddFactsHandler<TFact, THandler>(this IServiceCollection services)
        where TFact : Fact
        where THandler : class, IFactsHandler<TFact> => services
            .AddSingleton(new FactHandler(
                typeof(TFact),
                typeof(THandler),
                (provider, write, _, fact, ct) => provider.GetRequiredService<THandler>().HandleAsync(write, [(TFact)fact], ct))
            {
                RunAllAsync = (provider, write, facts, ct) => provider.GetRequiredService<THandler>().HandleAsync(write, [.. facts.Cast<TFact>()], ct),
            });
}
