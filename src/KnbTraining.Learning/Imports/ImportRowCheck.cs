using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>What is wrong with a row of a list before anybody is looked for: values that cannot be, and rows that tell of one person twice.</summary>
internal sealed class ImportRowCheck(ImportMapping mapping, DateOnly today)
{
    private readonly Dictionary<string, int> _lineOfNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lineOfEmail = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what is wrong to the findings of the row.</summary>
    public void Run(ImportRow row)
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

        // What a list in windows-1251 cannot write, as most Kazakh letters, stands in it as a question mark.
        if (row.Name?.Contains('?', StringComparison.Ordinal) is true)
        {
            row.Findings.Add(new ImportFinding(mapping.NameField, "lost-letters"));
        }

        var form = new PersonForm { Name = row.Name ?? "", UserName = row.UserName ?? "00", Email = row.Email, PersonnelNumber = row.Number };
        var findings = new FormFindings();
        form.Check(findings);
        foreach (var (field, name) in new[]
        {
            (mapping.NameField, nameof(form.Name)),
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
            if (day > today.AddDays(StandingForm.MostDaysAhead))
            {
                row.Findings.Add(new ImportFinding(field, "too-far-ahead"));
            }
        }
    }
}
