using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>Goes through the rows of a list: whom each means, and what follows for those whom none means.</summary>
internal sealed class ListComparison(ImportMapping mapping, ImportHouse house, IReadOnlyDictionary<int, RowDecision> decisions)
{
    private const int MostCandidates = 5;

    private readonly UnitFinder _units = new(house.Units, mapping.Units, mapping.UnitSeparator);
    private readonly Dictionary<Guid, string> _unitNames = house.Units.ToDictionary(unit => unit.Id, unit => unit.Name);
    private readonly ILookup<string, KnownPerson> _byNumber =
        house.People.Where(person => person.Number is not null).ToLookup(person => person.Number!, StringComparer.Ordinal);

    private readonly ILookup<string, KnownPerson> _byIin =
        house.People.Where(person => person.Iin is not null).ToLookup(person => person.Iin!.Hash, StringComparer.Ordinal);

    private readonly ILookup<string, KnownPerson> _byEmail =
        house.People.Where(person => person.Email is not null).ToLookup(person => person.Email!, StringComparer.OrdinalIgnoreCase);

    private readonly ILookup<string, KnownPerson> _byName = house.People.ToLookup(person => NameFold.Fold(person.Name), StringComparer.Ordinal);
    private readonly ImportRowCheck _check = new(mapping, house.Today, house.NumbersOnly);
    private RepeatedRows _repeated = new([]);
    private readonly HashSet<Guid> _met = [];
    private readonly HashSet<Guid> _decided = [];

    /// <summary>Those that nobody can have any more, with those that this list gives away.</summary>
    public UserNames UserNames { get; } = new(house.People.Select(person => person.UserName));

    public ImportMapping Mapping => mapping;

    public DateOnly Day => house.Today;

    /// <inheritdoc cref="ImportHouse.NumbersOnly"/>
    public bool NumbersOnly => house.NumbersOnly;

    public ImportResult Run(IReadOnlyList<TableLine> lines, ImportHeader header)
    {
        var columns = mapping.Columns.ToDictionary(column => column.Key, column => header.ColumnOf(column.Value));
        var rows = lines.Skip(header.Index + 1)
            .Where(line => ImportRow.IsPerson(line, header))
            .Select(line => ImportRow.Read(line, mapping, columns, _units, header.Titles.Count))
            .Select(row => house.NumbersOnly ? row with { Name = row.Number } : row)
            .ToList();
        _repeated = new RepeatedRows(rows.FindAll(row => !IsLeftOut(row)));
        var compared = rows.ConvertAll(Compare);
        if (mapping.ListsEverybody)
        {
            compared.AddRange(house.People.Where(IsMissing).Select(Missing));
        }

        return new ImportResult(compared, house.People.Count(IsEmployed));
    }

    private ImportLine Compare(ImportRow row)
    {
        var line = new ImportLine { Line = row.Line, Number = row.Number, Name = row.Name, Email = row.Email };
        _check.Run(row);
        if (row.Findings.Count > 0)
        {
            // Whoever stands in a wrong row is not missing from the file.
            _met.UnionWith(Matches(row).Select(person => person.Id));
            return line with { Kind = ImportKind.Wrong, Findings = row.Findings };
        }

        if (!IsLeftOut(row) && _repeated.Find(row) is { } repeated)
        {
            _met.UnionWith(Matches(row).Select(person => person.Id));
            return line with { Kind = ImportKind.Unclear, Findings = [repeated] };
        }

        if (decisions.TryGetValue(row.Line, out var decision) && Decided(row, line, decision) is { } decided)
        {
            return decided;
        }

        KnownPerson[] matches = [.. Matches(row)];
        _met.UnionWith(matches.Select(person => person.Id));
        return matches switch
        {
            [] => Unknown(row, line),
            [var person] when row.Number is null || person.Number is null || person.Number == row.Number => new PersonComparison(this, row, person).Compare(line),
            _ => Unclear(line, "belongs-to-another", matches),
        };
    }

    private bool IsLeftOut(ImportRow row) => decisions.GetValueOrDefault(row.Line) is { LeaveOut: true };

    // Null where the decision does not fit any more: the row is then compared as any other.
    private ImportLine? Decided(ImportRow row, ImportLine line, RowDecision decision)
    {
        KnownPerson[] meant = [.. Matches(row).Concat(Alike(row)).DistinctBy(person => person.Id)];
        if (decision.PersonId is { } id)
        {
            if (Array.Find(meant, person => person.Id == id) is not { } person || !_decided.Add(id))
            {
                return null;
            }

            _met.Add(id);
            return new PersonComparison(this, row, person).Compare(line);
        }

        if (!decision.LeaveOut)
        {
            return Array.Exists(meant, person => person.Number == row.Number && row.Number is not null) ? null : Newcomer(row, line);
        }

        _met.UnionWith(meant.Select(person => person.Id));
        return line with { Kind = ImportKind.Unchanged, Findings = [new ImportFinding(null, "left-out")] };
    }

    // By number; where nobody has the number, by IIN, and where nobody has that, by address. Who has the number of one and the IIN of another is both.
    private IEnumerable<KnownPerson> Matches(ImportRow row) => row.Number is { } number && _byNumber[number].Any() ? _byNumber[number].Union(OfIin(row))
        : OfIin(row).Any() ? OfIin(row)
        : row.Email is { } email ? _byEmail[email]
        : [];

    private IEnumerable<KnownPerson> OfIin(ImportRow row) => row.Iin is { } iin && house.Iins is { } seal ? _byIin[seal.Hash(iin)] : [];

    /// <summary>What is stored of the IIN of a row; null where the row has none, or the person has it already.</summary>
    public SealedIin? NewIin(ImportRow row, KnownPerson? person) =>
        row.Iin is { } iin && house.Iins is { } seal && seal.Hash(iin) != person?.Iin?.Hash ? seal.Close(iin) : null;

    // The same name without a number, or with the same number but for zeros, is most likely the same person.
    private IEnumerable<KnownPerson> Alike(ImportRow row) =>
        house.NumbersOnly ? [] : _byName[NameFold.Fold(row.Name!)].Where(person => person.Number is null || row.Number is null || SameDigits(person.Number, row.Number));

    private ImportLine Unknown(ImportRow row, ImportLine line)
    {
        KnownPerson[] alike = [.. Alike(row)];
        _met.UnionWith(alike.Select(person => person.Id));
        return alike.Length > 0 ? Unclear(line, "same-name", alike) : Newcomer(row, line);
    }

    private ImportLine Newcomer(ImportRow row, ImportLine line)
    {
        if (row.LastDay < house.Today || row.Employment == Employment.Left)
        {
            return line with { Kind = ImportKind.Unchanged, Findings = [new ImportFinding(ImportField.LastDay, "left-and-unknown")] };
        }

        var unit = row.Unit ?? (mapping.Has(ImportField.Unit) ? null : _units.Root);
        if (unit is null)
        {
            return line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.Unit, "required")] };
        }

        if (row.UserName is { } name && !UserNames.IsFree(name))
        {
            return line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.UserName, "taken", name)] };
        }

        if (row.UserName is { } chosen)
        {
            UserNames.Take(chosen);
        }

        var from = row.FirstDay ?? (row.Since > house.Today ? row.Since.Value : house.Today);
        from = from < unit.From ? unit.From : from;
        if (row.LastDay < from)
        {
            return line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.LastDay, "ends-before-it-begins")] };
        }

        return line with
        {
            Kind = ImportKind.New,
            UserName = row.UserName ?? UserNames.Draw(row.Number, row.Email),
            Iin = NewIin(row, null),
            Language = row.Language ?? mapping.Language,
            Parts = new StandingParts(
                unit.Id, row.HolderStatus ?? HolderStatus.None, row.Capacity ?? Capacity.Employee, row.Employment ?? Employment.Active),
            From = from,
            Ends = row.LastDay?.AddDays(1),
            Differences = [.. Newly(row, unit, from > house.Today ? from : null)],
        };
    }

    // What stands in the row; what it leaves out is as usual.
    private static IEnumerable<ImportDifference> Newly(ImportRow row, KnownUnit unit, DateOnly? begins)
    {
        (ImportField Field, string? Value)[] said =
        [
            (ImportField.Iin, row.Iin is { } iin ? Iin.Mask(iin) : null),
            (ImportField.Unit, unit.Name),
            (ImportField.HolderStatus, row.HolderStatus?.ToString()),
            (ImportField.Capacity, row.Capacity?.ToString()),
            (ImportField.Employment, row.Employment?.ToString()),
            (ImportField.FirstDay, begins is { } first ? $"{first:yyyy-MM-dd}" : null),
            (ImportField.LastDay, row.LastDay is { } last ? $"{last:yyyy-MM-dd}" : null),
        ];
        return said.Where(one => one.Value is not null).Select(one => new ImportDifference(one.Field, null, one.Value));
    }

    private ImportLine Unclear(ImportLine line, string key, IEnumerable<KnownPerson> people) => line with
    {
        Kind = ImportKind.Unclear,
        Findings = [new ImportFinding(null, key)],
        Candidates =
        [
            .. people.Take(MostCandidates).Select(person => new ImportCandidate(person.Id, person.Name, person.Number, UnitName(Today(person).UnitId))),
        ],
    };

    private bool IsMissing(KnownPerson person) => person.Number is not null && IsEmployed(person) && !_met.Contains(person.Id);

    private ImportLine Missing(KnownPerson person)
    {
        var line = new ImportLine { Number = person.Number, Name = person.Name, PersonId = person.Id, Version = person.Version };
        return person.IsAdministrator
            ? line with { Kind = ImportKind.Unclear, Findings = [new ImportFinding(null, "administrator-missing")] }
            : line with
            {
                Kind = ImportKind.Leaving,
                Ends = Begins(person) ?? house.Today,
                Differences = [new ImportDifference(ImportField.Employment, Today(person).Employment.ToString(), nameof(Employment.Left))],
                Findings = [new ImportFinding(null, "not-in-file")],
            };
    }

    private bool IsEmployed(KnownPerson person) => Today(person).Employment != Employment.Left;

    /// <summary>The first day of somebody who is known and begins later; null for everybody else.</summary>
    public DateOnly? Begins(KnownPerson person) => person.Spans[0].From > house.Today ? person.Spans[0].From : null;

    /// <summary>Somebody who begins later counts as what they will be.</summary>
    public StandingValues Today(KnownPerson person) => person.Spans.On(house.Today) ?? person.Spans[0].Values;

    public bool IsOpen(Guid unitId) => _unitNames.ContainsKey(unitId);

    public string UnitName(Guid id) => _unitNames.GetValueOrDefault(id, "");

    private static bool SameDigits(string one, string other) => one.TrimStart('0') == other.TrimStart('0');
}
