using System.Security.Cryptography;
using System.Text.Json;

namespace KnbTraining.WebTests.Features.Content;

/// <summary>The committed bundle is the one whose hash stands beside it, and everything in it is named with its licence.</summary>
public sealed class CodeEditorBundleTests
{
    [Fact]
    public void The_bundle_has_the_hash_that_stands_beside_it()
    {
        var bundle = Path.Combine(WebRoom.Folder, "wwwroot", "vendor", "code-editor.js");
        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(bundle)))}  code-editor.js\n", File.ReadAllText(bundle + ".sha256"));
    }

    [Fact]
    public void Every_package_that_is_built_into_it_is_named_with_its_version_and_is_under_the_licence_that_the_notice_says()
    {
        var notice = File.ReadAllText(Path.Combine(WebRoom.Folder, "Build", "Notices", "CodeEditor.txt"));
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(WebRoom.Folder, "Build", "CodeEditor", "package-lock.json")));
        var built = locked.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0 && !package.Value.TryGetProperty("dev", out _))
            .ToArray();
        Assert.True(built.Length > 10);
        Assert.All(built, package =>
        {
            Assert.Contains($"{package.Name["node_modules/".Length..]} {package.Value.GetProperty("version").GetString()} ", notice, StringComparison.Ordinal);
            Assert.Equal("MIT", package.Value.GetProperty("license").GetString());
            Assert.False(package.Value.TryGetProperty("resolved", out _), package.Name);
        });
    }
}
