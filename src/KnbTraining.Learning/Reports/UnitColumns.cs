using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Reports;

/// <summary>Units of one level, each with everything below it. A unit above that level stands for its own people alone.</summary>
internal sealed class UnitColumns
{
    private readonly Dictionary<Guid, Guid> _columns = [];
    private readonly HashSet<Guid> _more = [];
    private readonly Dictionary<Guid, Guid> _above = [];

    /// <param name="units">Subtrees: each unit with all below it that is to be counted.</param>
    /// <param name="level">How far below the top of its subtree a column lies, from 0.</param>
    public UnitColumns(IReadOnlyCollection<Unit> units, int level, string language)
    {
        var byPath = units.ToDictionary(unit => unit.Path, StringComparer.Ordinal);
        var tops = new Dictionary<Guid, int>();
        foreach (var unit in units.OrderBy(unit => unit.Depth))
        {
            var (upper, top) = (ParentOf(unit), unit.Depth);
            if (upper is not null)
            {
                top = tops[upper.Id];
            }

            tops[unit.Id] = top;
            Levels = Math.Max(Levels, unit.Depth - top);
            _columns[unit.Id] = unit.Depth - top > level ? _columns[upper!.Id] : unit.Id;
            if (_columns[unit.Id] != unit.Id)
            {
                _more.Add(_columns[unit.Id]);
            }
            else if (upper is not null)
            {
                _above[unit.Id] = upper.Id;
            }
        }

        All = [.. NameOrder.Tree(units, unit => unit.Path, unit => unit.NameIn(language)).Where(unit => _columns[unit.Id] == unit.Id)];

        Unit? ParentOf(Unit unit) => unit.ParentId is null ? null : byPath.GetValueOrDefault(unit.Path[..(unit.Path.TrimEnd('/').LastIndexOf('/') + 1)]);
    }

    /// <summary>In the order of the tree.</summary>
    public IReadOnlyList<Unit> All { get; }

    /// <summary>The number of levels below the tops; at least 1.</summary>
    public int Levels { get; private set; } = 1;

    /// <summary>Every unit that is counted in some column.</summary>
    public IReadOnlyCollection<Guid> Units => _columns.Keys;

    public Guid Of(Guid unitId) => _columns[unitId];

    /// <summary>The column of the unit right above a column; null where there is none.</summary>
    public Guid? Above(Guid column) => _above.TryGetValue(column, out var upper) ? upper : null;

    /// <summary>True where other units are counted in the column too.</summary>
    public bool HasMore(Unit unit) => _more.Contains(unit.Id);
}
