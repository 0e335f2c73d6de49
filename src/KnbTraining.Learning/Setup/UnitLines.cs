using KnbTraining.Content.Text;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Setup;

/// <summary>The first units as lines: one unit a line, <c>Archive / Reading room</c> for one below another.</summary>
public static class UnitLines
{
    /// <summary>The most lines: more is what an import is for.</summary>
    public const int Most = 200;

    private const int MostDeep = 20;

    /// <returns>The key of what is wrong; null where nothing is.</returns>
    public static string? Fault(string? lines)
    {
        var read = Read(lines);
        return read.Count > Most ? "too-many-lines"
            : read.Any(names => names.Length > MostDeep) ? "too-deep"
            : read.SelectMany(names => names).Select(name => TypedText.LineFault(name, TypedText.LongestName)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>For each line the names from above to below.</summary>
    internal static IReadOnlyList<string[]> Read(string? lines) =>
    [
        .. (lines ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(names => names.Length > 0),
    ];

    /// <summary>The units of the lines below the root, each after its parent; a name that stands twice below one unit is one unit.</summary>
    internal static IReadOnlyList<Unit> Make(string? lines, Unit root, string language)
    {
        var made = new Dictionary<(Guid Parent, string Name), Unit>();
        var children = new Dictionary<Guid, int>();
        var units = new List<Unit>();
        foreach (var names in Read(lines))
        {
            var parent = root;
            foreach (var name in names)
            {
                var key = (parent.Id, NameFold.Fold(name));
                if (!made.TryGetValue(key, out var unit))
                {
                    children[parent.Id] = children.GetValueOrDefault(parent.Id) + 1;
                    made[key] = unit = Unit.Create(UnitNames.In(language, name), parent, children[parent.Id], Unit.Always);
                    units.Add(unit);
                }

                parent = unit;
            }
        }

        return units;
    }
}
