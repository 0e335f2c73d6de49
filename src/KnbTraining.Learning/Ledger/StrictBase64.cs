namespace KnbTraining.Learning.Ledger;

/// <summary>Base64 (RFC 4648, section 4) in its one canonical spelling: bytes that can be spelled in two ways could be changed without a trace.</summary>
internal static class StrictBase64
{
    /// <returns>Null where the text is anything but the canonical spelling of at least one byte.</returns>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text
            ? bytes[..length]
            : null;
    }
}
