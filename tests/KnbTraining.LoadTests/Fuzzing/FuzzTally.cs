using System.Diagnostics;
using System.Globalization;

namespace KnbTraining.LoadTests.Fuzzing;

/// <summary>What the workers said, counted.</summary>
internal sealed class FuzzTally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (int Cases, int Passed, double Slowest)> _kinds = new(StringComparer.Ordinal);
    private readonly List<string> _finds = [];
    private string? _open;
    private TimeSpan? _openSince;

    /// <summary>What the cases took that came to an end; a process that has ended tells nothing of its own time.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>The last case that was begun.</summary>
    public long Last { get; private set; } = -1;

    public void Read(string line, TimeSpan slow)
    {
        var words = line.Split(' ', 5);
        lock (_lock)
        {
            switch (words[0])
            {
                case "begin":
                    (Last, _open, _openSince) = (long.Parse(words[1], CultureInfo.InvariantCulture), line, null);
                    break;
                case "end":
                    _open = null;
                    var took = double.Parse(words[4], CultureInfo.InvariantCulture);
                    Count(words[2], words[3] == "passed", took);
                    if (took > slow.TotalMilliseconds)
                    {
                        _finds.Add($"slow: {line}");
                    }

                    break;
                case "failed":
                    _open = null;
                    Count(words[2], false, 0);
                    _finds.Add(line);
                    break;
            }
        }
    }

    public bool IsHanging(TimeSpan processor, TimeSpan longest)
    {
        lock (_lock)
        {
            if (_open is null)
            {
                return false;
            }

            _openSince ??= processor;
            return processor - _openSince > longest;
        }
    }

    public void EndOf(Process worker)
    {
        lock (_lock)
        {
            if (_open is { } open)
            {
                _finds.Add($"ended the process (code {worker.ExitCode}): {open}");
                _open = null;
            }
        }
    }

    /// <returns>0 where nothing was found.</returns>
    public int Report(ulong seed)
    {
        foreach (var (kind, count) in _kinds)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {count.Cases} cases, {count.Passed} passed the check, slowest {count.Slowest:0} ms"));
        }

        foreach (var find in _finds)
        {
            Console.WriteLine(find);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_finds.Count} finds in {Processor.TotalSeconds:0} s of processor time. Look at one with: fuzz --seed {seed} --case NUMBER"));
        return _finds.Count == 0 ? 0 : 1;
    }

    private void Count(string kind, bool passed, double took)
    {
        var count = _kinds.GetValueOrDefault(kind);
        Processor += TimeSpan.FromMilliseconds(took);
        _kinds[kind] = (count.Cases + 1, count.Passed + (passed ? 1 : 0), Math.Max(count.Slowest, took));
    }
}
