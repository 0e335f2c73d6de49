using System.Buffers.Binary;
using System.Text;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Settings;

public sealed class LogoTests
{
    private static readonly byte[] Html = Encoding.ASCII.GetBytes("<html><script>alert(1)</script></html>");

    [Fact]
    public void Real_pictures_are_taken_with_the_type_that_their_bytes_have()
    {
        Assert.Equal("image/png", Logo.Create(TinyPicture.Png)!.MediaType);
        Assert.Equal("image/jpeg", Logo.Create(TinyPicture.Jpeg)!.MediaType);
    }

    [Fact]
    public void What_only_begins_like_a_picture_is_refused()
    {
        var (png, jpeg) = (TinyPicture.Png, TinyPicture.Jpeg);
        var wide = TinyPicture.Png;
        BinaryPrimitives.WriteInt32BigEndian(wide.AsSpan(16), 8_193);
        var flat = TinyPicture.Png;
        BinaryPrimitives.WriteInt32BigEndian(flat.AsSpan(20), 0);
        var low = TinyPicture.Jpeg;
        var size = low.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteInt16BigEndian(low.AsSpan(size + 5), 0);
        (string Name, byte[] Bytes)[] hostile =
        [
            ("nothing", []),
            ("the first bytes of a PNG, then HTML", [.. png[..8], .. Html]),
            ("the first bytes of a JPEG, then HTML", [.. jpeg[..3], .. Html]),
            ("a size of a PNG, then HTML", [.. png[..33], .. Html]),
            ("a PNG with HTML after its end", [.. png, .. Html]),
            ("a JPEG with HTML after its end", [.. jpeg, .. Html]),
            ("a PNG that is cut off", png[..^1]),
            ("a JPEG that is cut off", jpeg[..^1]),
            ("a PNG that is too wide", wide),
            ("a PNG without height", flat),
            ("a JPEG without height", low),
            ("a PNG without pixels", [.. png[..33], .. png[^12..]]),
            ("a JPEG without a size", [.. jpeg[..20], .. jpeg[^2..]]),
            ("a part that is longer than the file", [.. png[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. png[37..]]),
            ("HTML", Html),
        ];
        foreach (var (name, bytes) in hostile)
        {
            Assert.True(Logo.Create(bytes) is null, name);
        }
    }
}
