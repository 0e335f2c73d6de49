using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// Compares a list of people to what is known, without a database. People are recognised by their personnel number, else by their address, and never by
/// their name alone: who has the same name is shown as a candidate.
/// </summary>
public static class ImportComparison
{
    /// <param name="header">From <see cref="ImportHeader.Find(IReadOnlyList{TableLine}, ImportMapping)"/>.</param>
    public static ImportResult Of(IReadOnlyList<TableLine> lines, ImportHeader header, ImportMapping mapping, ImportHouse house)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(house);
        return new Comparing(mapping, house).Run(lines, header);
    }

    private sealed class Comparing(ImportMapping mapping, ImportHouse house)
    {
        private const int MostCandidates = 5;

        private readonly UnitFinder _units = new(house.Units);
        private readonly Dictionary<Guid, string> _unitNames = house.Units.ToDictionary(unit => unit.Id, unit => unit.Name);
        private readonly UserNames _userNames = new(house.People.Select(person => person.UserName));
        private readonly ILookup<string, KnownPerson> _byNumber =
            house.People.Where(person => person.Number is not null).ToLookup(person => person.Number!, StringComparer.Ordinal);

        private readonly ILookup<string, KnownPerson> _byEmail =
            house.People.Where(person => person.Email is not null).ToLookup(person => person.Email!, StringComparer.OrdinalIgnoreCase);

        private readonly ILookup<string, KnownPerson> _byName = house.People.ToLookup(person => NameFold.Fold(person.Name), StringComparer.Ordinal);
        private readonly Dictionary<string, int> _lineOfNumber = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _lineOfEmail = new(StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<Guid> _met = [];

        public ImportResult Run(IReadOnlyList<TableLine> lines, ImportHeader header)
        {
            var columns = mapping.Columns.ToDictionary(column => column.Key, column => header.ColumnOf(column.Value));
            var compared = lines.Skip(header.Index + 1)
                .Where(line => ImportRow.IsPerson(line, header))
                .Select(line => Compare(ImportRow.Read(line, mapping, columns, _units, header.Titles.Count)))
                .ToList();
            if (mapping.ListsEverybody)
            {
                compared.AddRange(house.People.Where(IsMissing).Select(Missing));
            }

            return new ImportResult(compared, house.People.Count(IsEmployed));
        }

        private ImportLine Compare(ImportRow row)
        {
            var line = new ImportLine { Line = row.Line, Number = row.Number, Name = row.Name, Email = row.Email };
            RowFaults(row);
            if (row.Findings.Count > 0)
            {
                // Whoever stands in a wrong row is not missing from the file.
                _met.UnionWith(Matches(row).Select(person => person.Id));
                return line with { Kind = ImportKind.Wrong, Findings = row.Findings };
            }

            KnownPerson[] matches = [.. Matches(row)];
            _met.UnionWith(matches.Select(person => person.Id));
            return matches switch
            {
                [] => Unknown(row, line),
                [var person] when row.Number is null || person.Number is null || person.Number == row.Number => new Beside(this, row, person).Compare(line),
                _ => Unclear(line, "belongs-to-another", matches),
            };
        }

        // By number; where nobody has the number, by address.
        private IEnumerable<KnownPerson> Matches(ImportRow row) => row.Number is { } number && _byNumber[number].Any() ? _byNumber[number]
            : row.Email is { } email ? _byEmail[email]
            : [];

        private void RowFaults(ImportRow row)
        {
            if (row.Number is null && row.Email is null)
            {
                row.Findings.Add(new ImportFinding(mapping.Has(ImportField.PersonnelNumber) ? ImportField.PersonnelNumber : ImportField.Email, "required"));
            }

            if (row.Number is { } number && !_lineOfNumber.TryAdd(number, row.Line))
            {
                row.Findings.Add(new ImportFinding(ImportField.PersonnelNumber, "twice", $"{_lineOfNumber[number]}"));
            }

            if (row.Email is { } email && !_lineOfEmail.TryAdd(email, row.Line))
            {
                row.Findings.Add(new ImportFinding(ImportField.Email, "twice", $"{_lineOfEmail[email]}"));
            }

            var form = new PersonForm { Name = row.Name ?? "", UserName = row.UserName ?? "00", Email = row.Email, PersonnelNumber = row.Number };
            var findings = new FormFindings();
            form.Check(findings);
            foreach (var (field, name) in new[]
            {
                (NameField, nameof(form.Name)),
                (ImportField.UserName, nameof(form.UserName)),
                (ImportField.Email, nameof(form.Email)),
                (ImportField.PersonnelNumber, nameof(form.PersonnelNumber)),
            })
            {
                if (findings.At(name) is { } key)
                {
                    row.Findings.Add(new ImportFinding(field, key));
                }
            }

            if (row.LastDay < row.FirstDay)
            {
                row.Findings.Add(new ImportFinding(ImportField.LastDay, "ends-before-it-begins"));
            }

            foreach (var (field, day) in new[] { (ImportField.Since, row.Since), (ImportField.LastDay, row.LastDay) })
            {
                if (day > house.Today.AddDays(StandingForm.MostDaysAhead))
                {
                    row.Findings.Add(new ImportFinding(field, "too-far-ahead"));
                }
            }
        }

        private ImportField NameField => mapping.Has(ImportField.Surname) ? ImportField.Surname : ImportField.FullName;

        private ImportLine Unknown(ImportRow row, ImportLine line)
        {
            // The same name without a number, or with the same number but for zeros, is most likely the same person.
            KnownPerson[] alike =
                [.. _byName[NameFold.Fold(row.Name!)].Where(person => person.Number is null || row.Number is null || SameDigits(person.Number, row.Number))];
            if (alike.Length > 0)
            {
                _met.UnionWith(alike.Select(person => person.Id));
                return Unclear(line, "same-name", alike);
            }

            if (row.LastDay < house.Today || row.Employment == Employment.Left)
            {
                return line with { Kind = ImportKind.Unchanged, Findings = [new ImportFinding(ImportField.LastDay, "left-and-unknown")] };
            }

            if (row.FirstDay > house.Today)
            {
                var begins = new ImportFinding(ImportField.FirstDay, "begins-later", $"{row.FirstDay:yyyy-MM-dd}");
                return line with { Kind = ImportKind.Unclear, Findings = [begins] };
            }

            var unit = row.Unit ?? (mapping.Has(ImportField.Unit) ? null : _units.Root);
            if (unit is null)
            {
                return line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.Unit, "required")] };
            }

            if (row.UserName is { } name && !_userNames.IsFree(name))
            {
                return line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.UserName, "taken", name)] };
            }

            if (row.UserName is { } chosen)
            {
                _userNames.Take(chosen);
            }

            var from = row.FirstDay ?? house.Today;
            return line with
            {
                Kind = ImportKind.New,
                UserName = row.UserName ?? _userNames.Draw(row.Number, row.Email),
                Language = row.Language ?? mapping.Language,
                Parts = new StandingParts(
                    unit.Id, row.HolderStatus ?? HolderStatus.None, row.Capacity ?? Capacity.Employee, row.Employment ?? Employment.Active),
                From = from < unit.From ? unit.From : from,
                Differences = [new ImportDifference(ImportField.Unit, null, unit.Name)],
            };
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
                    Parts = new StandingParts(Employment: Employment.Left),
                    From = house.Today,
                    Differences = [new ImportDifference(ImportField.Employment, Today(person).Employment.ToString(), nameof(Employment.Left))],
                    Findings = [new ImportFinding(null, "not-in-file")],
                };
        }

        private bool IsEmployed(KnownPerson person) => Today(person).Employment != Employment.Left;

        // Somebody who begins later counts as what they will be.
        private StandingValues Today(KnownPerson person) => person.Spans.On(house.Today) ?? person.Spans[0].Values;

        private string UnitName(Guid id) => _unitNames.GetValueOrDefault(id, "");

        private static bool SameDigits(string one, string other) => one.TrimStart('0') == other.TrimStart('0');

        /// <summary>One row beside the person whom it means.</summary>
        private sealed class Beside(Comparing all, ImportRow row, KnownPerson person)
        {
            private readonly List<ImportDifference> _differences = [];

            public ImportLine Compare(ImportLine line)
            {
                var today = all.Today(person);
                var from = row.Since ?? Earliest(row.FirstDay, today) ?? all.Today();
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
                    return all._unitNames.ContainsKey(whole.UnitId!.Value)
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
                Differ(all.NameField, person.Name, row.Name is { } name && name != person.Name ? name : null);
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
                    if (!all._userNames.IsFree(name))
                    {
                        return line with { Kind = ImportKind.Wrong, Findings = [new ImportFinding(ImportField.UserName, "taken", name)] };
                    }

                    all._userNames.Take(name);
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

        private DateOnly Today() => house.Today;
    }
}
