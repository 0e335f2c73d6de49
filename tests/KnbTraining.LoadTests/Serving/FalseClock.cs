using System.Globalization;

namespace KnbTraining.LoadTests.Serving;

/// <summary>
/// A machine clock that can be set wrong for one process only: <c>libfaketime</c>, a Debian package, answers the process
/// instead of the kernel. Time that passes is left as it is, as on a machine whose clock an administrator sets.
/// </summary>
internal sealed class FalseClock
{
    private const string Folder = "/usr/lib";
    private readonly string _library;
    private readonly string _file;

    private FalseClock(string library, string file)
    {
        _library = library;
        _file = file;
        Set(TimeSpan.Zero);
    }

    /// <param name="file">Where the offset is written for the process to read.</param>
    /// <returns>Null where the library is not installed.</returns>
    public static FalseClock? Find(string file)
    {
        var library = Directory.Exists(Folder)
            ? Directory.EnumerateDirectories(Folder).Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
            : null;
        return library is null ? null : new FalseClock(library, file);
    }

    /// <summary>The process sees it within a second.</summary>
    public void Set(TimeSpan offset)
    {
        // Replaced as a whole, so that nobody reads half of it.
        File.WriteAllText($"{_file}.new", string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:+0;-0;+0}\n"));
        File.Move($"{_file}.new", _file, overwrite: true);
    }

    public void Apply(IDictionary<string, string?> environment)
    {
        environment["LD_PRELOAD"] = _library;
        environment["FAKETIME_TIMESTAMP_FILE"] = _file;
        environment["FAKETIME_CACHE_DURATION"] = "1";
        environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";

        // With the fix that Debian builds in, every wait of .NET would end at once.
        environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
        environment["NO_FAKE_STAT"] = "1";
    }
}
