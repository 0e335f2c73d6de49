using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Components.Tables;
using KnbTraining.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Imports;

/// <summary>How a file is to be imported without a page.</summary>
/// <param name="Mapping">The name of a saved mapping; null where the titles say what the columns hold.</param>
/// <param name="Columns">Corrections, each as <c>FIELD=TITLE</c>.</param>
/// <param name="Everybody">See <see cref="ImportMapping.ListsEverybody"/>; a saved mapping may say so too.</param>
/// <param name="Save">The name under which the mapping is saved; null saves nothing.</param>
/// <param name="Leaving">The number that confirms how many are leaving, where the brake holds.</param>
public sealed record FileImportOrder(string File, string? Mapping, string[] Columns, bool Everybody, string? Save, bool DryRun, int? Leaving)
{
    /// <summary>What stands between the names of a unit's path, or <see cref="NoPaths"/>; null leaves it to the mapping, or to what the file looks like.</summary>
    public string? UnitSeparator { get; init; }

    /// <summary>True where the file may be one that was read before: the watched folder sees a file again after a crash.</summary>
    public bool MayBeReadBefore { get; init; }

    /// <summary>Says that each name of a unit is one name, whatever stands in it.</summary>
    public const string NoPaths = "none";
}

/// <summary>What importing a file needs of the Learning room.</summary>
public sealed record ImportServices(
    ImportMappings Mappings, ImportReading Reading, ImportQueries Imports, ImportService Service, ImportApplying Applying, ImportRun Run, SettingsStore Settings);

/// <summary>Imports a file from its name to the last row, for the command line and the watched folder. It speaks the language of whoever calls.</summary>
public sealed class FileImport(ImportServices imports, IStringLocalizer<ImportTexts> texts, IStringLocalizer<TableFaultTexts> faults)
{
    /// <summary>Everything was applied, but rows were left out that are wrong or unclear.</summary>
    public const int LeftOut = 2;

    /// <param name="tell">Told each line that says what happens.</param>
    /// <param name="warn">Told each line about something that is wrong or left out, and how far it is.</param>
    /// <returns>0, or <see cref="LeftOut"/>.</returns>
    /// <exception cref="StartupException">Nothing was applied; the message says in one line what to do.</exception>
    public async Task<int> RunAsync(FileImportOrder order, Action<string> tell, Action<string> warn, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(tell);
        ArgumentNullException.ThrowIfNull(warn);
        byte[]? bytes;
        await using (var stream = File.OpenRead(order.File))
        {
            bytes = await TableFile.BytesAsync(stream, ct);
        }

        var reading = bytes is null ? new TableReading([], new TableProblem(TableFault.TooLarge)) : TableFile.Read(bytes);
        if (reading.Problem is { } problem)
        {
            throw new StartupException($"{order.File}:{problem.Line ?? 1}: {faults.Say(problem with { Line = null })}");
        }

        var (header, mapping) = await MappingAsync(reading, order, ct);
        if (reading.Encoding is { } encoding)
        {
            tell($"The file was read as {encoding}.");
        }

        await FinishEarlierAsync(order, warn, ct);
        if (order.MayBeReadBefore && await ReadBeforeAsync(order, Digest.Of(bytes!), tell, ct) is { } before)
        {
            return before;
        }

        var result = await imports.Reading.CompareAsync(reading.Lines, header, mapping, ct);
        Tell(order, result, tell, warn);
        if (order.Save is { } name)
        {
            var saved = await imports.Mappings.SaveAsync(null, name, mapping, ct);
            if (!saved.Ok)
            {
                throw new StartupException($"The mapping was not saved, and nothing was applied: {saved.Refused}.");
            }
        }

        var left = result.Count(ImportKind.Wrong) + result.Count(ImportKind.Unclear);
        return order.DryRun ? left > 0 ? LeftOut : 0 : await ApplyAsync(order, Digest.Of(bytes!), result, left, tell, warn, ct);
    }

    // A command that was killed has left an import half applied, and perhaps no server runs.
    private async Task FinishEarlierAsync(FileImportOrder order, Action<string> warn, CancellationToken ct)
    {
        foreach (var earlier in order.DryRun ? [] : await imports.Applying.ListRunningAsync(ct))
        {
            if (earlier.State == ImportState.Applying)
            {
                warn($"Goes on with '{earlier.FileName}', which was not applied to its end.");
                await imports.Run.RunAsync(earlier.Id, (_, _) => { }, ct);
            }
        }
    }

    // The process ended after the file was applied and before it was moved away. What people have changed since must not be overwritten.
    private async Task<int?> ReadBeforeAsync(FileImportOrder order, Digest file, Action<string> tell, CancellationToken ct)
    {
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(order.File), TimeSpan.Zero);
        if (await imports.Imports.FindReadBeforeAsync(file, written, ct) is not { } earlier)
        {
            return null;
        }

        var at = earlier.MadeAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        tell($"This file was read on {at} already, so nothing is applied again. It came to: applied {earlier.Done}, left out {earlier.LeftOut}.");
        tell("To have the same rows applied anew, save the file again: a file that was written later counts as another one.");
        return earlier.LeftOut + earlier.Counts.Wrong + earlier.Counts.Unclear > 0 ? LeftOut : 0;
    }

    private async Task<(ImportHeader Header, ImportMapping Mapping)> MappingAsync(TableReading reading, FileImportOrder order, CancellationToken ct)
    {
        var (header, mapping) = (ImportHeader.Find(reading.Lines), default(ImportMapping));
        if (order.Mapping is { } name)
        {
            mapping = await imports.Mappings.FindAsync(name, ct);
            if (mapping is null)
            {
                var known = await imports.Mappings.NamesAsync(ct);
                var advice = known.Count == 0 ? "None is saved yet: use --save." : $"Saved are: {string.Join(", ", known)}.";
                throw new StartupException($"There is no mapping '{name}'. {advice}");
            }
        }

        mapping ??= header.Propose(reading.Lines) with { Language = (await imports.Settings.CurrentAsync(ct)).PersonnelLanguage };
        var columns = new Dictionary<ImportField, string>(mapping.Columns);
        foreach (var column in order.Columns)
        {
            if (column.Split('=', 2) is not [var field, { Length: > 0 } title]
                || !Enum.TryParse<ImportField>(field, ignoreCase: true, out var known)
                || !Enum.IsDefined(known))
            {
                throw new StartupException($"'{column}' names no column. Write FIELD=TITLE; the fields are {string.Join(", ", Enum.GetNames<ImportField>())}.");
            }

            columns[known] = title;
        }

        mapping = mapping with { Columns = columns, ListsEverybody = mapping.ListsEverybody || order.Everybody };
        if (order.UnitSeparator is { } separator)
        {
            mapping = mapping with { UnitSeparator = separator == FileImportOrder.NoPaths ? null : separator };
        }
        else if (order.Mapping is null && order.Columns.Length > 0)
        {
            mapping = mapping with { UnitSeparator = UnitPaths.Propose(header.CellsOf(reading.Lines, mapping, ImportField.Unit)) };
        }

        var place = $"{order.File}:{reading.Lines[header.Index].Number}";
        var decided = await imports.Settings.CurrentAsync(ct);
        mapping = decided.KeepsIin ? mapping : mapping.WithoutIin();
        mapping = decided.NumbersOnly ? mapping.WithoutNames() : mapping;
        if (mapping.Check(decided.NumbersOnly) is { Any: true } findings)
        {
            throw new StartupException($"{place}: the columns do not say who is meant ({findings.ToString().ReplaceLineEndings(", ")}). Correct them with --column.");
        }

        return ImportHeader.Find(reading.Lines, mapping) is { } found
            ? (found, mapping)
            : throw new StartupException(
                $"{place}: there is no column '{string.Join("', '", header.MissingOf(mapping))}'. Correct the file, or the mapping with --column.");
    }

    private void Tell(FileImportOrder order, ImportResult result, Action<string> tell, Action<string> warn)
    {
        foreach (var line in result.Lines.Where(line => line.Kind is ImportKind.Wrong or ImportKind.Unclear))
        {
            var candidates = string.Concat(line.Candidates.Select(one => $" {texts.Candidate(one)}."));
            foreach (var finding in line.Findings)
            {
                warn($"{PlaceOf(order, line)}: {texts.Finding(finding)}{(line.Line == 0 ? $" ({line.Name})" : "")}{candidates}");
            }
        }

        if (order.DryRun)
        {
            foreach (var line in result.Lines.Where(line => line.IsAct))
            {
                var changes = string.Join("; ", line.Differences.Select(one => texts.Difference(one, line.Kind == ImportKind.New)));
                tell($"{PlaceOf(order, line)}: {texts[$"Kind.{line.Kind}"]}: {line.Name}{(line.Number is { } number ? $" ({number})" : "")}. {changes}");
            }
        }

        tell(string.Join(", ", Enum.GetValues<ImportKind>().Select(kind => $"{texts[$"Kind.{kind}"]}: {result.Count(kind)}")));
    }

    // Whoever does not stand in the file is told of at its beginning.
    private static string PlaceOf(FileImportOrder order, ImportLine line) => $"{order.File}:{Math.Max(line.Line, 1)}";

    private async Task<int> ApplyAsync(
        FileImportOrder order, Digest file, ImportResult result, int left, Action<string> tell, Action<string> warn, CancellationToken ct)
    {
        var brake = (await imports.Settings.CurrentAsync(ct)).BrakePercent;
        if (result.HoldsBrake(brake) && order.Leaving != result.Count(ImportKind.Leaving))
        {
            var leaving = result.Count(ImportKind.Leaving);
            throw new StartupException(
                $"{leaving} of {result.Active} people would be leaving, so nothing was applied. If that is right, run it again with --leaving {leaving}.");
        }

        if (!result.Lines.Any(line => line.IsAct))
        {
            return left > 0 ? LeftOut : 0;
        }

        var staged = await imports.Service.StageAsync(null, order.File, file, result, ct);
        var begun = staged.Ok ? await imports.Service.ApplyAsync(null, staged.Value, order.Leaving, brake, ct) : staged;
        if (!begun.Ok)
        {
            throw new StartupException(begun.Refused == Refusal.Conflict
                ? "Nothing was applied: another import is being applied or undone. Run it again when that has ended."
                : $"Nothing was applied: {begun.Refused}. Run it again when the database can be written.");
        }

        var applied = await imports.Run.RunAsync(begun.Value, (done, total) => warn($"{done} of {total} applied"), ct);
        if (applied is not { } import)
        {
            throw new StartupException("The database cannot be written now. What is left is applied when the server runs, or by the next import.");
        }

        tell(texts["Done", import.Done, import.LeftOut]);
        return left + import.LeftOut > 0 ? LeftOut : 0;
    }
}
