using System.CommandLine;
using KnbTraining.Learning;
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
        rotate.SetAction((parsed, cancellation) => RotateAsync([.. parsed.UnmatchedTokens], cancellation));
        root.Subcommands.Add(new Command("certificates", "The key that signs certificates.") { rotate });
    }

    private static async Task<int> RotateAsync(string[] hostArguments, CancellationToken cancellation)
    {
        await using var app = WebServer.Build(hostArguments);
        app.Services.GetRequiredService<Folders>().EnsureWritable();
        try
        {
            await LearningStartup.InitialiseAsync(app.Services, cancellation);
            var rotated = await app.Services.GetRequiredService<CertificateKeyRotation>().RotateAsync(cancellation);
            if (rotated.Value is not { } keyId)
            {
                throw new StartupException("The key was not changed: the audit log cannot be written.");
            }

            await Console.Out.WriteLineAsync($"Certificates are signed with key {keyId} from now on. Make a backup of the data folder.");
            return 0;
        }
        catch (Exception refused) when (refused is LearningStartupException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(refused.Message, refused);
        }
    }
}
