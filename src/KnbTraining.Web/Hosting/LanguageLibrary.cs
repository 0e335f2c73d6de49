using System.Runtime.InteropServices;
using System.Text;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// Without the library ICU the runtime ends the process with a page of text as soon as a culture is used. So this is asked
/// before anything else, by means that use none.
/// </summary>
internal static class LanguageLibrary
{
    // The versions that the runtime itself looks for.
    private const int Newest = 110;

    private const int Oldest = 50;

    /// <returns>False where the process would not survive its first culture; the reason was written to the console.</returns>
    public static bool IsThere() => IsThere(OperatingSystem.IsLinux(), name => NativeLibrary.TryLoad(name, out _), Console.OpenStandardError);

    internal static bool IsThere(bool linux, Func<string, bool> load, Func<Stream> console)
    {
        if (!linux || AppContext.TryGetSwitch("System.Globalization.Invariant", out var invariant) && invariant
            || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true"
            || load("libicuuc.so"))
        {
            return true;
        }

        for (var version = Newest; version >= Oldest; version--)
        {
            if (load(string.Concat("libicuuc.so.", Digits(version))))
            {
                return true;
            }
        }

        using var error = console();
        error.Write(Encoding.ASCII.GetBytes("The library ICU is missing, and without it no language can be used. Install it (Debian: the package libicu; Alpine: icu-libs and icu-data-full).\n"));
        return false;
    }

    // Formatting a number would ask for a culture.
    private static string Digits(int number) => number < 10 ? ((char)('0' + number)).ToString() : string.Concat(Digits(number / 10), Digits(number % 10));
}
