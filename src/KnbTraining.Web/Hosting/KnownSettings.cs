using System.Globalization;
using KnbTraining.Learning;

namespace KnbTraining.Web.Hosting;

/// <summary>Every setting of the application, and what a value must look like. The README explains each.</summary>
internal static class KnownSettings
{
    public const string PublicAddress = "PublicAddress";

    public const string DatabaseProvider = "Database:Provider";

    /// <summary>May hold a password: it is never shown and never saved.</summary>
    public const string Connection = "ConnectionStrings:Learning";

    /// <summary>With what keys in a database are encrypted; see <c>LearningOptions.KeyFile</c>.</summary>
    public const string KeyFile = "Keys:File";

    /// <summary>The folder whose lists of people are imported.</summary>
    public const string ImportFolder = "Import:Folder";

    public const string ImportMapping = "Import:Mapping";

    private const double LongestDrain = 600;

    private static readonly KnownSetting[] All =
    [
        new("Data:Folder", IsText, "the path of a folder"),
        new("Content:Folder", IsText, "the path of a folder"),
        new(DatabaseProvider, value => string.IsNullOrWhiteSpace(value) || FindProvider(value) is not null, string.Join(" or ", Enum.GetNames<DatabaseKind>())),
        new(Connection, IsText, "a connection string of PostgreSQL") { Secret = true },
        new(KeyFile, IsText, "the path of a file"),
        new(PublicAddress, IsAddress, "an address as browsers show it, for example https://training.example.kz or https://example.kz/training"),
        new(TransportSetting.Key, IsBoolean, "true or false"),
        new(ImportFolder, IsText, "the path of a folder"),
        new(ImportMapping, IsText, "the name of a saved mapping"),
        new("Organisation:TimeZone", IsText, "the name of a time zone, for example Asia/Almaty"),
        new("Proxy:Enabled", IsBoolean, "true or false"),
        new("Proxy:Known", IsText, "IP addresses, separated by commas"),
        new(TransportSetting.Key, IsBoolean, "true or false"),
        new("PublicAddress", IsText, "an address such as https://training.example.kz"),
        new("Shutdown:DrainSeconds", IsSeconds, "a number of seconds from 0 to 600, with a point"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(setting => setting.Name)];

    /// <summary>Reads every setting before anything is done with one.</summary>
    /// <returns>A sentence for each name under one of our sections that is no setting, most likely mistyped.</returns>
    /// <exception cref="StartupException">A value cannot be meant; the message says which and what it must be.</exception>
    public static IReadOnlyList<string> Check(IConfiguration configuration)
    {
        foreach (var setting in All)
        {
            if (configuration[setting.Name] is { } value && !setting.Fits(value))
            {
                throw new StartupException($"The setting {setting.Name} {(setting.Secret ? "cannot be meant" : $"is '{value}'")}. It must be {setting.Means}.");
            }
        }

        return [.. Sections.SelectMany(section => Strays(configuration, section))];
    }

    /// <summary>Which database the settings choose; a value that <see cref="Check"/> would refuse counts as none.</summary>
    public static DatabaseKind ProviderOf(IConfiguration configuration) => FindProvider(configuration[DatabaseProvider]) ?? DatabaseKind.Sqlite;

    /// <summary>The settings that have a value, by name, without those that are secret.</summary>
    public static SortedDictionary<string, string> Read(IConfiguration configuration)
    {
        var given = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in All.Where(setting => !setting.Secret).Select(setting => setting.Name).Append("urls"))
        {
            if (configuration[name] is { Length: > 0 } value)
            {
                given[name] = value;
            }
        }

        return given;
    }

    private static IEnumerable<string> Sections => All.Select(setting => setting.Name.Split(':')[0]).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Strays(IConfiguration configuration, string section)
    {
        var known = All.Select(setting => setting.Name).Where(name => name.StartsWith(section + ":", StringComparison.Ordinal)).ToArray();
        return configuration.GetSection(section).AsEnumerable()
            .Where(pair => pair.Value is not null && pair.Key.Contains(':', StringComparison.Ordinal) && !known.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .Select(pair => $"'{pair.Key}' is no setting and counts for nothing. There is: {string.Join(", ", known)}.");
    }

    // Numbers of the enum are no names.
    public static DatabaseKind? FindProvider(string? value) =>
        Enum.GetValues<DatabaseKind>().Cast<DatabaseKind?>()
            .FirstOrDefault(kind => string.Equals(kind.ToString(), value?.Trim(), StringComparison.OrdinalIgnoreCase));

    private static bool IsText(string value) => !value.Contains('\0', StringComparison.Ordinal);

    private static bool IsAddress(string value) => string.IsNullOrWhiteSpace(value) || Learning.Settings.PublicAddress.Read(value) is not null;

    private static bool IsBoolean(string value) => bool.TryParse(value, out _);

    private static bool IsSeconds(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestDrain;

    /// <param name="Means">What it must be, as the end of a sentence.</param>
    private sealed record KnownSetting(string Name, Func<string, bool> Fits, string Means)
    {
        public bool Secret { get; init; }
    }
}
