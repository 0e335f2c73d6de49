using System.CommandLine;
using KnbTraining.Learning;
using KnbTraining.Learning.Imports;
using KnbTraining.Web.Features.Imports;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Commands about people: lists of the personnel system, as a nightly job imports them.</summary>
public static class PeopleCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var data = new Option<string?>("--Data:Folder") { Description = "The data folder; the environment's KNB_DATA names it too." };
        var file = new Argument<string>("file") { Description = "The list: CSV or XLSX." };
        var mapping = new Option<string?>("--mapping") { Description = "The name of a saved mapping; without one the columns are found by their titles." };
        var columns = new Option<string[]>("--column")
        {
            Description = $"Corrects a column, as FIELD=TITLE; the fields are {string.Join(", ", Enum.GetNames<ImportField>())}. May be given several times.",
            DefaultValueFactory = _ => [],
        };
        var paths = new Option<string?>("--unit-paths")
        {
            Description = $"What stands between the names of a unit's path: one of {string.Join(" ", UnitPaths.Separators)}, or {FileImportOrder.NoPaths}: each is one name. "
                + "Without it the mapping says so, or what the file looks like.",
        };
        paths.AcceptOnlyFromAmong([.. UnitPaths.Separators, FileImportOrder.NoPaths]);
        var everybody = new Option<bool>("--everybody") { Description = "The file lists everybody: who has a personnel number and is not in it is leaving." };
        var save = new Option<string?>("--save") { Description = "Saves the mapping that was used under this name." };
        var dry = new Option<bool>("--dry-run") { Description = "Says what the list comes to, and changes nothing." };
        var leaving = new Option<int?>("--leaving")
        {
            Description = "Confirms how many people are leaving, where they are more than the settings allow.",
        };
        var import = new Command(
            "import", "Import people. Exit code 0: all rows applied; 2: applied, but rows were left out that are wrong or unclear; 1: nothing was applied.")
        {
            file, mapping, columns, paths, everybody, save, dry, leaving, data,
        };
        import.SetAction((parsed, ct) => InstallationCommand.RunAsync(
            parsed,
            data,
            services => services.GetRequiredService<FileImport>().RunAsync(
                new FileImportOrder(
                    parsed.GetValue(file)!,
                    parsed.GetValue(mapping),
                    parsed.GetValue(columns) ?? [],
                    parsed.GetValue(everybody),
                    parsed.GetValue(save),
                    parsed.GetValue(dry),
                    parsed.GetValue(leaving))
                {
                    UnitSeparator = parsed.GetValue(paths),
                },
                Console.Out.WriteLine,
                Console.Error.WriteLine,
                ct),
            ct));
        var all = new Command("people", "The people of the organisation.") { import };
        import.TreatUnmatchedTokensAsErrors = false;
        root.Subcommands.Add(all);
    }
}
