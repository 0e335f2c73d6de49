using System.Runtime.CompilerServices;

namespace KnbTraining.WebTests;

internal static class Patience
{
    /// <summary>
    /// How long a failing test waits, never how fast a component must be: the browser tests run beside these, and a page may compile an
    /// edition. The setting is one for the whole process: where one test set it, others had it only if they ran later.
    /// </summary>
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
