using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>One row beside the person whom it means.</summary>
internal sealed class PersonComparison(ListComparison all, ImportRow row, KnownPerson person)
{
    private readonly List<ImportDifference> _differences = [];

    public ImportLine Compare(ImportLine line)
    {
        var today = all.Today(person);
        var from = row.Since ?? Earliest(row.FirstDay, today) ?? all.Day;
        if (person.Spans.On(from) is not { } held)
        {
            return Unclear(line, ImportField.Since, "before-first-day");
        }

        var ends = row.LastDay is { } last ? last.AddDays(1) : row.Employment == Employment.Left ? from : default(DateOnly?);
        if (ends is { } end && person.IsAdministrator && person.Spans.On(end)?.Employment != Employment.Left)
        {
            return Unclear(line, ImportField.LastDay, "administrator-leaving");
        }

        line = Details(line with { PersonId = person.Id, Version = person.Version });
        if (ends is { } left)
        {
            return Leaving(line, left);
        }

        var parts = Parts(held);
        if (held.Employment == Employment.Left)
        {
            // Who comes back has a whole standing again.
            var whole = new StandingParts(
                row.Unit?.Id ?? held.UnitId, row.HolderStatus ?? held.HolderStatus, row.Capacity ?? held.Capacity, row.Employment ?? Employment.Active);
            Differ(ImportField.Employment, nameof(Employment.Left), whole.Employment.ToString());
            return all.IsOpen(whole.UnitId!.Value)
                ? Done(line, ImportKind.Changed, whole, from)
                : line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.Unit, "required")] };
        }

        return Done(line, parts.UnitId is null ? ImportKind.Changed : ImportKind.Moved, parts == StandingParts.None ? null : parts, from);
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
        if (held.Employment != Employment.Left)
        {
            Differ(ImportField.Employment, held.Employment.ToString(), row.Employment?.ToString());
        }

        return StandingParts.Between(held, new StandingValues(
            row.Unit?.Id ?? held.UnitId, row.HolderStatus ?? held.HolderStatus, row.Capacity ?? held.Capacity, row.Employment ?? held.Employment));
    }

    private ImportLine Details(ImportLine line)
    {
        Differ(all.Mapping.NameField, person.Name, row.Name is { } name && name != person.Name ? name : null);
        Differ(ImportField.PersonnelNumber, person.Number, row.Number);
        Differ(ImportField.Email, person.Email, Same(row.Email, person.Email) ? null : row.Email);
        Differ(ImportField.UserName, person.UserName, Same(row.UserName, person.UserName) ? null : row.UserName);
        Differ(ImportField.Language, person.Language, row.Language);
        return line with { UserName = row.UserName, Language = row.Language };
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private ImportLine Leaving(ImportLine line, DateOnly left)
    {
        if (person.Spans.On(left)?.Employment == Employment.Left)
        {
            return Done(line, ImportKind.Changed, null, left);
        }

        if (person.Spans.On(left) is null)
        {
            return Unclear(line, ImportField.LastDay, "before-first-day");
        }

        if (person.Spans.Any(span => span.From > left && span.Values.Employment == Employment.Left))
        {
            return Unclear(line, ImportField.LastDay, "leaves-later");
        }

        Differ(ImportField.LastDay, null, $"{left.AddDays(-1):yyyy-MM-dd}");
        return Done(line, ImportKind.Leaving, new StandingParts(Employment: Employment.Left), left);
    }

    private ImportLine Done(ImportLine line, ImportKind kind, StandingParts? parts, DateOnly from)
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
            : line with { Kind = kind, Parts = parts, From = parts is null ? null : from, Differences = [.. _differences] };
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
