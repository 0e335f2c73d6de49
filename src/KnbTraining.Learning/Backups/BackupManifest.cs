using System.Text.Json;

namespace KnbTraining.Learning.Backups;

/// <summary>What an archive says about itself, in <c>manifest.json</c>.</summary>
/// <param name="Format">Of the archive; this build reads and writes <see cref="Known"/>.</param>
/// <param name="MadeAt">The instant at which the database was copied.</param>
/// <param name="Settings">The settings with which the server was started, by name; told at a restore, never applied.</param>
public sealed record BackupManifest(int Format, DateTimeOffset MadeAt, IReadOnlyDictionary<string, string> Settings)
{
    public const int Known = 1;

    /// <summary>Names inside the archive.</summary>
    internal const string Name = "manifest.json";

    /// <summary>The SHA-256 of every other entry, as <c>sha256sum -c</c> reads it.</summary>
    internal const string Hashes = "SHA256SUMS";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true };

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Written);

    /// <exception cref="JsonException">It is no manifest.</exception>
    internal static BackupManifest FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<BackupManifest>(json, Written) ?? throw new JsonException("The manifest is empty.");
}
