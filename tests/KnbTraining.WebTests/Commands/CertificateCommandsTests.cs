using KnbTraining.Web.Commands;

namespace KnbTraining.WebTests.Commands;

public sealed class CertificateCommandsTests
{
    [Fact]
    public async Task Rotating_the_key_replaces_the_private_key_and_keeps_the_old_public_one()
    {
        var data = Path.Combine(Path.GetTempPath(), $"knb-rotate-{Guid.NewGuid():N}");
        try
        {
            await NewInstallation.MakeAsync(data);
            Assert.Equal(0, await KnbCommandLine.InvokeAsync(["certificates", "rotate-key", "--Data:Folder", data]));
            var files = Directory.EnumerateFiles(Path.Combine(data, "keys", "certificates")).Select(file => Path.GetFileName(file)).ToArray();
            Assert.Contains("signing.pem", files);
            Assert.Equal(2, files.Count(file => file.EndsWith(".public.pem", StringComparison.Ordinal)));
            Assert.Equal(3, files.Length);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }
}
