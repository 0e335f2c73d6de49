using System.CommandLine;
using System.Globalization;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Commands about editions that travel between installations as signed files, and about the key that signs them.</summary>
public static class EditionCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var data = new Option<string?>("--Data:Folder") { Description = "The data folder; the environment's KNB_DATA names it too." };
        var output = new Argument<string>("file") { Description = "The file to write." };
        var number = new Option<int?>("--edition") { Description = "The number of the edition; default: the newest." };
        var export = new Command("export", "Write an edition with all its texts and keys into a signed file for another installation. It is recorded.") { output, number, data };
        export.SetAction((parsed, ct) => InstallationCommand.RunAsync(
            parsed, data, services => ExportAsync(services, parsed.GetValue(output)!, parsed.GetValue(number), ct), ct));

        var file = new Argument<string>("file") { Description = "The signed file of another installation." };
        var editor = new Option<string>("--editor") { Description = "The user name of the editor who answers for the change.", Required = true };
        var dry = new Option<bool>("--dry-run") { Description = "Verify the file, say what it comes to, and store nothing." };
        var import = new Command("import", "Verify a signed edition and make a change of what differs. Exit code 1: nothing was stored.") { file, editor, dry, data };
        import.SetAction((parsed, ct) => InstallationCommand.RunAsync(
            parsed, data, services => ImportAsync(services, parsed.GetValue(file)!, parsed.GetRequiredValue(editor), parsed.GetValue(dry), ct), ct));

        var keyFile = new Option<string?>("--out") { Description = "The file to write the public key into; default: the standard output." };
        var key = new Command("key", "Print the public key of this installation and the number by which it is compared by telephone.") { keyFile, data };
        key.SetAction((parsed, ct) => InstallationCommand.RunAsync(parsed, data, services => ShowKeyAsync(services, parsed.GetValue(keyFile), ct), ct));

        var rotate = new Command("rotate-key", "Sign editions with a new key from now on. Other installations have to trust it before they take anything.") { data };
        rotate.SetAction((parsed, ct) => InstallationCommand.RunAsync(parsed, data, services => RotateAsync(services, ct), ct));

        var all = new Command("edition", "Editions for other installations and from them, as signed files.") { export, import, key, rotate };
        foreach (var command in all.Subcommands)
        {
            command.TreatUnmatchedTokensAsErrors = false;
        }

        root.Subcommands.Add(all);
    }

    private static async Task<int> ExportAsync(IServiceProvider services, string output, int? number, CancellationToken ct)
    {
        // Written only where it can be: what is recorded as taken along lies there.
        await using var stream = OutputFile.Create(output);
        try
        {
            var sent = await services.GetRequiredService<BundleExport>().SendAsync(null, number, ct);
            if (sent.Value is not { } file)
            {
                throw new StartupException(sent.Refused?.Kind switch
                {
                    RefusalKind.NotFound => string.Create(CultureInfo.InvariantCulture, $"There is no edition {number}."),
                    RefusalKind.TooMany => $"The documents of the edition are larger than {ContentLimits.LargestBundle >> 20} MB together.",
                    _ => "The database cannot be written now.",
                });
            }

            await stream.WriteAsync(file.Bytes, ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Edition {file.Edition} written to {output}, content {file.Content}."));
            Console.WriteLine($"Signed with the key {file.Key.Groups}");
            return 0;
        }
        catch (Exception failure) when (failure is StartupException or IOException or InvalidDataException)
        {
            stream.Close();
            File.Delete(output);
            throw new StartupException(failure.Message, failure);
        }
    }

    private static async Task<int> ImportAsync(IServiceProvider services, string path, string editor, bool dryRun, CancellationToken ct)
    {
        var viewer = await EditorNamed.FindAsync(services, editor, ct);
        var info = new FileInfo(path);
        if (info.Exists && info.Length > ContentLimits.LargestExchange)
        {
            throw new StartupException($"{path}: The file is larger than {ContentLimits.LargestExchange >> 20} MB.");
        }

        var import = services.GetRequiredService<BundleImport>();
        var read = await import.ReadAsync(viewer, path, await File.ReadAllBytesAsync(path, ct), ct);
        if (read.Value is not { } file)
        {
            throw new StartupException("The file cannot be read now: the database does not answer.");
        }

        foreach (var finding in file.Findings)
        {
            await Console.Error.WriteLineAsync(finding.ToString());
        }

        if (file.Bundle is not { } bundle)
        {
            throw new StartupException("Nothing was stored.");
        }

        Tell(file, bundle);
        if (dryRun)
        {
            return 0;
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"Edition {bundle.Edition} of another installation");
        var reason = string.Create(CultureInfo.InvariantCulture, $"Taken over from edition {bundle.Edition} of {bundle.PublishedAt:yyyy-MM-dd}, signed by {file.Publisher!.Name}.");
        var made = await import.TakeAsync(viewer, file, new Dictionary<string, BundleChoice>(), title, reason, ct);
        if (!made.Ok)
        {
            throw new StartupException(made.Refused switch
            {
                TakenAlready already => string.Create(CultureInfo.InvariantCulture, $"Nothing was stored: change {already.Change} holds exactly this already."),
                Refusal.Invalid { Findings: var findings } when findings.At("File") == "nothing" => "Nothing was stored: nothing in the file is new here.",
                Refusal.Invalid => "Nothing was stored: there would be too many documents.",
                { Kind: RefusalKind.NotAllowed } => "Nothing was stored: the key that signed the file is not trusted here any more.",
                _ => "Nothing was stored: the database cannot be written now.",
            });
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Change {made.Value} holds what differs. It is reviewed and published as any other."));
        return 0;
    }

    private static void Tell(BundleFile file, EditionBundle bundle)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Edition {bundle.Edition} of {bundle.PublishedAt:yyyy-MM-dd}, content {bundle.Documents.Hash}: signed by {file.Publisher!.Name}, every file as it was signed."));
        if (file.SameAs is { } same)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Edition {same} here has exactly these documents."));
        }

        foreach (var document in file.Documents)
        {
            Console.WriteLine($"{WordsOf(document.Difference.Fate)}: {document.Path}");
        }

        foreach (var finding in file.Faults)
        {
            Console.WriteLine($"To mend in the change: {finding}");
        }

        if (file.Impact is { } impact)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{impact.Verdicts.Count} of {impact.Situations} situations would be judged differently; {impact.MaterialRules.Count()} rules and {impact.Items.Families.Count} kinds of questions would be others."));
        }
    }

    private static string WordsOf(BundleFate fate) => fate switch
    {
        BundleFate.Added => "New",
        BundleFate.Changed => "Changed by the publisher",
        BundleFate.Retired => "Taken out by the publisher",
        BundleFate.BothChanged => "Changed on both sides, to be compared in the change",
        BundleFate.RetiredThere => "Changed here and taken out by the publisher, stays unless decided on the page",
        BundleFate.RetiredHere => "Taken out here and changed by the publisher, stays out unless decided on the page",
        BundleFate.OnlyHere => "Written here, stays",
        BundleFate.NewerHere => "Changed only here, stays",
        _ => "Taken out here, stays out",
    };

    private static async Task<int> ShowKeyAsync(IServiceProvider services, string? output, CancellationToken ct)
    {
        if ((await services.GetRequiredService<BundleExport>().KeyAsync(null, ct)).Value is not { } key)
        {
            throw new StartupException("The key was not made: the audit log cannot be written.");
        }

        if (output is null)
        {
            Console.Write(key.Pem);
        }
        else
        {
            await File.WriteAllTextAsync(output, key.Pem, ct);
        }

        Console.WriteLine(key.Groups);
        return 0;
    }

    private static async Task<int> RotateAsync(IServiceProvider services, CancellationToken ct)
    {
        if (!(await services.GetRequiredService<BundleKeyRotation>().RotateAsync(ct)).Ok || (await services.GetRequiredService<BundleExport>().KeyAsync(null, ct)).Value is not { } key)
        {
            throw new StartupException("The key was not changed: the audit log cannot be written.");
        }

        Console.WriteLine($"Editions are signed with this key from now on: {key.Groups}");
        Console.WriteLine("Send it to the other installations, and make a backup of the data folder.");
        return 0;
    }
}
