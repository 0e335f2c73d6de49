namespace KnbTraining.Learning.Imports;

/// <summary>What a column of a list of people can hold.</summary>
public enum ImportField
{
    PersonnelNumber = 0,

    /// <summary>Surname, given name and patronymic in one cell.</summary>
    FullName = 1,
    Surname = 2,
    GivenName = 3,
    Patronymic = 4,
    Email = 5,
    UserName = 6,

    /// <summary>A unit by its name in any language, by names from above to below (<see cref="ImportMapping.UnitSeparator"/>), or by its path.</summary>
    Unit = 7,
    HolderStatus = 8,
    Capacity = 9,
    Employment = 10,

    /// <summary>The first day of the employment; it counts for people who are new or come back.</summary>
    FirstDay = 11,

    /// <summary>The last day of the employment.</summary>
    LastDay = 12,

    /// <summary>The first day on which what the row says holds; today where there is none.</summary>
    Since = 13,
    Language = 14,

    /// <summary>The individual identification number, where the organisation keeps it.</summary>
    Iin = 15,
}

/// <summary>Which column of a file holds what.</summary>
public sealed record ImportMapping
{
    /// <summary>For each field the title of its column, as it stands in the file.</summary>
    public IReadOnlyDictionary<ImportField, string> Columns { get; init; } = new Dictionary<ImportField, string>();

    /// <summary>Units by what the file calls them, where it calls them otherwise than we do.</summary>
    public IReadOnlyDictionary<string, Guid> Units { get; init; } = new Dictionary<string, Guid>();

    /// <summary>What stands between the names of a unit's path, one of <see cref="UnitPaths.Separators"/>; null where each cell is one name, whatever stands in it.</summary>
    public string? UnitSeparator { get; init; } = UnitPaths.Separators[0];

    /// <summary>True where the file lists everybody: whoever has a personnel number and does not stand in it is leaving.</summary>
    public bool ListsEverybody { get; init; }

    /// <summary>The language of people who are new, where no column says it.</summary>
    public string Language { get; init; } = Content.Text.Languages.Russian;

    /// <summary>What is missing for the mapping to be used: people must be recognised, and have a name and a unit.</summary>
    /// <param name="numbersOnly">True where people are called by their personnel numbers: then those must be there, and no names.</param>
    public FormFindings Check(bool numbersOnly = false)
    {
        var findings = new FormFindings();
        findings.Add(nameof(ImportField.PersonnelNumber), numbersOnly ? (Has(ImportField.PersonnelNumber) ? null : "required") : Has(ImportField.PersonnelNumber) || Has(ImportField.Iin) || Has(ImportField.Email) ? null : "required");
        findings.Add(nameof(ImportField.FullName), numbersOnly || Has(ImportField.FullName) || Has(ImportField.Surname) ? null : "required");
        findings.Add(nameof(ImportField.Language), Content.Text.Languages.All.Contains(Language) ? null : "unknown");
        findings.Add(nameof(UnitSeparator), UnitSeparator is null || UnitPaths.Separators.Contains(UnitSeparator) ? null : "unknown");
        foreach (var twice in Columns.GroupBy(column => Titles.Fold(column.Value)).SelectMany(group => group.Skip(1)))
        {
            findings.Add(twice.Key.ToString(), "column-taken");
        }

        return findings;
    }

    /// <summary>The column that says what somebody is called.</summary>
    public ImportField NameField => Has(ImportField.Surname) ? ImportField.Surname : ImportField.FullName;

    /// <summary>The mapping where the organisation keeps no IINs: a column of them is not read.</summary>
    public ImportMapping WithoutIin() => Without(ImportField.Iin);

    /// <summary>The mapping where the organisation keeps no names: columns of them are not read.</summary>
    public ImportMapping WithoutNames() => Without(ImportField.FullName, ImportField.Surname, ImportField.GivenName, ImportField.Patronymic);

    private ImportMapping Without(params ImportField[] fields) =>
        this with { Columns = Columns.Where(column => !fields.Contains(column.Key)).ToDictionary(column => column.Key, column => column.Value) };

    public bool Has(ImportField field) => Columns.ContainsKey(field);
}
