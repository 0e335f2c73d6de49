using System.CommandLine;
using KnbTraining.Learning.Certificates;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Commands about the key that signs certificates.</summary>
public static class CertificateCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var rotate = new Command(
            "rotate-key",
            "Sign certificates with a new key from now on. Those issued before keep their signatures, and the old public key still verifies them.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        rotate.SetAction((parsed, cancellation) => InstallationCommand.RunAsync(parsed, data: null, services => RotateAsync(services, cancellation), cancellation));
        root.Subcommands.Add(new Command("certificates", "The key that signs certificates.") { rotate });
    }

    private static async Task<int> RotateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var rotated = await services.GetRequiredService<CertificateKeyRotation>().RotateAsync(cancellation);
        if (rotated.Value is not { } keyId)
        {
            throw new StartupException("The key was not changed: the audit log cannot be written.");
        }

        await Console.Out.WriteLineAsync($"Certificates are signed with key {keyId} from now on. Make a backup of the data folder.");
        return 0;
    }
}
