using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Persistence.PostgreSql;
using Microsoft.AspNetCore.DataProtection;

namespace KnbTraining.Web.Hosting;

/// <summary>What the application needs of the machine. Each check says in one line what is missing and what to do.</summary>
internal static class StartChecks
{
    // Known wherever any zone is known.
    private const string AnyZone = "Europe/London";

    // Since 1 March 2024 all of Kazakhstan keeps UTC+5.
    private static readonly DateTimeOffset OneZone = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan OffsetOfKazakhstan = TimeSpan.FromHours(5);

    private static readonly string[] ZonesOfKazakhstan =
        ["Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral", "Asia/Qostanay", "Asia/Qyzylorda"];

    /// <exception cref="StartupException">Kazakh words would stand in a wrong order.</exception>
    public static void Languages() => Languages(name => CultureInfo.GetCultureInfo(name).CompareInfo);

    /// <param name="compareInfo">Gives the rules of a language.</param>
    /// <exception cref="StartupException">Kazakh words would stand in a wrong order.</exception>
    public static void Languages(Func<string, CompareInfo> compareInfo)
    {
        try
        {
            var kazakh = compareInfo("kk");
            if (kazakh.Compare("А", "Ә") < 0 && kazakh.Compare("Ә", "Б") < 0 && kazakh.Compare("І", "Ь") < 0 && kazakh.Compare("Ы", "І") < 0)
            {
                return;
            }
        }
        catch (CultureNotFoundException)
        {
            // Only the invariant culture is there.
        }

        throw new StartupException(
            "This machine cannot order Kazakh words. Install ICU (Debian: the package libicu; Alpine: icu-libs and icu-data-full) and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    }

    /// <exception cref="StartupException">The zone is unknown, or the machine's data about it are out of date.</exception>
    public static void Zone(string name)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            throw new StartupException(TimeZoneInfo.TryFindSystemTimeZoneById(AnyZone, out _)
                ? $"The setting Organisation:TimeZone is '{name}', which is no time zone. It must be a name such as Asia/Almaty."
                : $"This machine knows no time zones, so '{name}' cannot be used. Install them (Debian and Alpine: the package tzdata).");
        }

        Zone(name, zone);
    }

    /// <exception cref="StartupException">The machine's data about a zone of Kazakhstan are out of date.</exception>
    public static void Zone(string name, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(OneZone);
        if (ZonesOfKazakhstan.Contains(name, StringComparer.OrdinalIgnoreCase) && offset != OffsetOfKazakhstan)
        {
            throw new StartupException(string.Create(
                CultureInfo.InvariantCulture,
                $"This machine believes that {name} is UTC{offset.TotalHours:+0.##;-0.##}; since 1 March 2024 it is UTC+5. Update the package tzdata, or set Organisation:TimeZone=Etc/GMT-5, which is UTC+5."));
        }
    }

    /// <exception cref="StartupException">Nothing can be written where the system keeps passing files.</exception>
    public static void Temporary()
    {
        var folder = Path.GetTempPath();
        try
        {
            WriteProbe.Write(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The temporary folder '{folder}' cannot be written: {failure.Message} Let the environment's TMPDIR name a folder that this user can write.", failure);
        }
    }

    /// <exception cref="StartupException">Nobody could sign in.</exception>
    public static void Keys(IDataProtectionProvider protection, Folders folders)
    {
        try
        {
            var probe = protection.CreateProtector("KnbTraining.StartChecks");
            if (probe.Unprotect(probe.Protect("whole")) == "whole")
            {
                return;
            }
        }
#pragma warning disable CA1031 // Key files fail in many ways; each means the same to the person at the console.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            throw new StartupException($"The keys in '{folders.Keys}' cannot be used: {failure.Message.ReplaceLineEndings(" ")} Put the folder back from a backup, or move it away: then everybody signs in anew, and certificates get a new key.", failure);
        }

        throw new StartupException($"The keys in '{folders.Keys}' cannot be used. Put the folder back from a backup.");
    }

    /// <exception cref="StartupException">A database was chosen, and nothing says how to reach it.</exception>
    public static void Database(IConfiguration configuration)
    {
        if (KnownSettings.ProviderOf(configuration) == DatabaseKind.PostgreSql
            && PostgreSqlConnection.FindFault(configuration[KnownSettings.Connection]) is { } fault)
        {
            throw new StartupException($"With {KnownSettings.DatabaseProvider}=PostgreSql the setting {KnownSettings.Connection} is needed: it {fault}.");
        }
    }

    /// <summary>What can be looked at before any service is made.</summary>
    public static void BeforeServices(IConfiguration configuration)
    {
        Languages();
        Temporary();
        Database(configuration);
        Zone(configuration["Organisation:TimeZone"] is { Length: > 0 } named ? named : new LearningOptions().TimeZone);
    }
}
