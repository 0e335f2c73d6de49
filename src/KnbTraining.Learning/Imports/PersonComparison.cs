using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>One row beside the person whom it means.</summary>
internal sealed class PersonComparison(ListComparison all, ImportRow row, KnownPerson person)
{
    private readonly List<ImportDifference> _differences = [];

    public ImportLine Compare(ImportLine line)
    {
        var today = all.Today(person);
        var begins = all.Begins(person);
        if (begins is not null && row.FirstDay is { } first && first != begins)
        {
            return Unclear(line, ImportField.FirstDay, "begins-otherwise");
        }

        var from = row.Since ?? Earliest(row.FirstDay, today) ?? begins ?? all.Day;
        if (person.Spans.On(from) is not { } held)
        {
            return Unclear(line, ImportField.Since, "before-first-day");
        }

        var ends = row.LastDay is { } last ? last.AddDays(1) : row.Employment == Employment.Left ? from : default(DateOnly?);
        if (ends is { } end && person.IsAdministrator && person.Spans.On(end)?.Employment != Employment.Left)
        {
            return Unclear(line, ImportField.LastDay, "administrator-leaving");
        }

        if (ends is { } left && EndsFault(left) is { } fault)
        {
            return Unclear(line, ImportField.LastDay, fault);
        }

        line = Details(line with { PersonId = person.Id, Version = person.Version });
        if (ends <= from)
        {
            return Done(Ending(line, ends.Value), null, from);
        }

        if (held.Employment == Employment.Left && row.Employment != Employment.Left)
        {
            return Back(line, held, from, ends);
        }

        var parts = Parts(held);
        line = line with { Kind = parts.UnitId is null ? ImportKind.Changed : ImportKind.Moved };
        return Done(ends is { } later ? Ending(line, later) : line, parts == StandingParts.None ? null : parts, from);
    }

    // Who comes back has a whole standing again.
    private ImportLine Back(ImportLine line, StandingValues held, DateOnly from, DateOnly? ends)
    {
        var whole = new StandingParts(
            row.Unit?.Id ?? held.UnitId, row.HolderStatus ?? held.HolderStatus, row.Capacity ?? held.Capacity, row.Employment ?? Employment.Active);
        Differ(ImportField.Employment, nameof(Employment.Left), whole.Employment.ToString());
        Differ(ImportField.LastDay, null, ends is { } end ? $"{end.AddDays(-1):yyyy-MM-dd}" : null);
        return all.IsOpen(whole.UnitId!.Value)
            ? Done(line with { Kind = ImportKind.Changed, Ends = ends }, whole, from)
            : line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.Unit, "required")] };
    }

    // The first day says when somebody came back, and nothing about who is here.
    private static DateOnly? Earliest(DateOnly? firstDay, StandingValues today) => today.Employment == Employment.Left ? firstDay : null;

    private StandingParts Parts(StandingValues held)
    {
        if (row.Unit is { } unit && unit.Id != held.UnitId)
        {
            Differ(ImportField.Unit, all.UnitName(held.UnitId), unit.Name);
        }

        Differ(ImportField.HolderStatus, held.HolderStatus.ToString(), row.HolderStatus?.ToString());
        Differ(ImportField.Capacity, held.Capacity.ToString(), row.Capacity?.ToString());
        // Leaving is told by its day.
        var employment = row.Employment == Employment.Left ? held.Employment : row.Employment ?? held.Employment;
        Differ(ImportField.Employment, held.Employment.ToString(), employment.ToString());
        return StandingParts.Between(held, new StandingValues(
            row.Unit?.Id ?? held.UnitId, row.HolderStatus ?? held.HolderStatus, row.Capacity ?? held.Capacity, employment));
    }

    private ImportLine Details(ImportLine line)
    {
        Differ(all.Mapping.NameField, person.Name, !all.NumbersOnly && row.Name is { } name && name != person.Name ? name : null);
        Differ(ImportField.PersonnelNumber, person.Number, row.Number);
        var iin = all.NewIin(row, person);
        Differ(ImportField.Iin, person.Iin is null ? null : "••••", iin is null ? null : Iin.Mask(row.Iin!));
        Differ(ImportField.Email, person.Email, Same(row.Email, person.Email) ? null : row.Email);
        Differ(ImportField.UserName, person.UserName, Same(row.UserName, person.UserName) ? null : row.UserName);
        Differ(ImportField.Language, person.Language, row.Language);
        return line with { UserName = row.UserName, Language = row.Language, Iin = iin, IinBefore = iin is null ? null : person.Iin };
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Another end that is planned is for a person to decide.
    private string? EndsFault(DateOnly left) => person.Spans.On(left) is null ? "before-first-day"
        : person.Spans.Any(span => span.Values.Employment == Employment.Left && span.From > all.Day && span.From != left) ? "leaves-later"
        : null;

    private ImportLine Ending(ImportLine line, DateOnly left)
    {
        if (person.Spans.On(left)?.Employment == Employment.Left)
        {
            return line;
        }

        Differ(ImportField.LastDay, null, $"{left.AddDays(-1):yyyy-MM-dd}");
        return line with { Kind = ImportKind.Leaving, Ends = left };
    }

    private ImportLine Done(ImportLine line, StandingParts? parts, DateOnly from)
    {
        if (row.UserName is { } name && _differences.Exists(one => one.Field == ImportField.UserName))
        {
            if (!all.UserNames.IsFree(name))
            {
                return line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.UserName, "taken", name)] };
            }

            all.UserNames.Take(name);
        }

        return _differences.Count == 0
            ? line with { Kind = ImportKind.Unchanged }
            : Later(line with
            {
                Kind = line.Kind == ImportKind.New ? ImportKind.Changed : line.Kind,
                Parts = parts,
                From = parts is null ? null : from,
            });
    }

    // What holds only from a day to come says so.
    private ImportLine Later(ImportLine line)
    {
        if (line.From > all.Day)
        {
            Differ(ImportField.Since, null, $"{line.From:yyyy-MM-dd}");
        }

        return line with { Differences = [.. _differences] };
    }

    private static ImportLine Unclear(ImportLine line, ImportField field, string key) =>
        line with { Kind = ImportKind.Unclear, Findings = [new ImportFinding(field, key)] };

    private void Differ(ImportField field, string? from, string? to)
    {
        if (to is not null && from != to)
        {
            _differences.Add(new ImportDifference(field, from, to));
        }
    }
}
