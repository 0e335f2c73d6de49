using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>What is wrong with a row of a list before anybody is looked for: values that cannot be.</summary>
internal sealed class ImportRowCheck(ImportMapping mapping, DateOnly today, bool numbersOnly)
{
    /// <summary>Adds what is wrong to the findings of the row.</summary>
    public void Run(ImportRow row)
    {
        if (numbersOnly && row.Number is null)
        {
            row.Findings.Add(new ImportFinding(ImportField.PersonnelNumber, "required"));
            return;
        }

        if (row.Number is null && row.Iin is null && row.Email is null)
        {
            var asked = new[] { ImportField.PersonnelNumber, ImportField.Iin }.Where(mapping.Has).DefaultIfEmpty(ImportField.Email).First();
            row.Findings.Add(new ImportFinding(asked, "required"));
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

        foreach (var (field, day) in new[] { (ImportField.Since, row.Since), (ImportField.FirstDay, row.FirstDay), (ImportField.LastDay, row.LastDay) })
        {
            if (day > today.AddDays(StandingForm.MostDaysAhead))
            {
                row.Findings.Add(new ImportFinding(field, "too-far-ahead"));
            }
        }
    }
}
