using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class PictureIntakeTests
{
    private const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\" viewBox=\"0 0 40 30\">{0}</svg>";

    private static readonly byte[] Webp = Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    [Fact]
    public void Clean_pictures_of_each_kind_are_taken_as_they_are()
    {
        foreach (var (name, bytes, type, width, height) in new[]
        {
            ("a.png", TinyPicture.Png, "image/png", 1, 1), ("a.PNG", Png(5, 4), "image/png", 5, 4), ("a.jpeg", TinyPicture.Jpeg, "image/jpeg", 2, 1), ("a.webp", Webp, "image/webp", 1, 1),
            ("", Drawing("<path d=\"M0 0L9 9\" fill=\"#123\"/>"), "image/svg+xml", 40, 30),
        })
        {
            var taken = PictureIntake.Take(name, bytes);
            Assert.Equal((type, width, height), (taken.File!.MediaType, taken.File.Width, taken.File.Height));
            Assert.Empty(taken.Removed);
            AssertClean(taken, "\u0001nothing");

            // A drawing is written anew; of the others nothing changes where nothing is taken out.
            Assert.True(type == "image/svg+xml" || bytes.SequenceEqual(taken.File.Bytes));
        }
    }

    [Fact]
    public void What_a_camera_or_a_program_wrote_beside_the_picture_is_taken_out_and_told()
    {
        var secret = "Place 51.12 71.43"u8.ToArray();
        foreach (var bytes in new[]
        {
            Png(3, 3, ("tEXt", secret)), Png(3, 3, ("eXIf", secret)), Png(3, 3, ("iCCP", secret)),
            Jpeg(Segment(0xE1, [.. "Exif\0\0"u8, .. secret])), Jpeg(Segment(0xFE, secret)), Jpeg(Segment(0xE2, [.. "ICC_PROFILE\0"u8, .. secret])), Jpeg(Segment(0xED, secret)),
            Riff([.. Chunk("VP8X", [0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Webp[12..], .. Chunk("EXIF", secret), .. Chunk("XMP ", secret)]),
        })
        {
            var taken = PictureIntake.Take("", bytes);
            Assert.Equal([PictureRemoval.Metadata], taken.Removed);
            AssertClean(taken, "51.12");
        }
    }

    [Fact]
    public void Which_way_up_a_photo_was_taken_stays_and_nothing_else_of_it()
    {
        // Little-endian, one entry for the turn and one that points at a place.
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x30, 0, 0, 0, 0, 0, 0, 0, .. "GPS 51.12"u8];
        var taken = PictureIntake.Take("photo.jpg", Jpeg(Segment(0xE1, [.. "Exif\0\0"u8, .. tiff])));
        Assert.Equal((1, 2), (taken.File!.Width, taken.File.Height));
        AssertClean(taken, "GPS");
        Assert.Contains("Exif", Encoding.Latin1.GetString([.. taken.File.Bytes]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_behind_the_end_of_a_picture_is_cut_off()
    {
        foreach (var bytes in new[] { Png(3, 3), TinyPicture.Jpeg, Webp })
        {
            foreach (var tail in new byte[][] { [.. "PK\x03\x04 an archive"u8], [.. "<script>alert(1)</script>"u8], [0] })
            {
                var taken = PictureIntake.Take("", [.. bytes, .. tail]);
                Assert.Equal([PictureRemoval.Trailing], taken.Removed);
                Assert.Equal(bytes, taken.File!.Bytes);
            }
        }
    }

    [Fact]
    public void Hostile_and_broken_files_are_refused_for_what_they_are()
    {
        var rows = new (string What, string Name, byte[] Bytes, PictureFault Fault)[]
        {
            ("nothing", "a.png", [], PictureFault.Empty),
            ("a page", "a.png", [.. "<!doctype html><script>alert(1)</script>"u8], PictureFault.NotAPicture),
            ("a program", "a.jpg", [.. "MZ\x90\0"u8], PictureFault.NotAPicture),
            ("a GIF", "a.gif", [.. "GIF89a"u8, .. new byte[40]], PictureFault.NotAPicture),
            ("a JPEG called PNG", "a.png", TinyPicture.Jpeg, PictureFault.OtherEnding),
            ("a drawing called PNG", "a.png", Drawing("<script>1</script>"), PictureFault.OtherEnding),
            ("no ending", "picture", TinyPicture.Png, PictureFault.OtherEnding),
            ("cut off", "a.png", Png(9, 9)[..^20], PictureFault.Broken),
            ("a wrong checksum", "a.png", Spoilt(Png(9, 9), 30), PictureFault.Broken),
            ("fewer pixels than claimed", "a.png", Png(9, 9, rows: 8), PictureFault.Broken),
            ("more bytes than pixels", "a.png", Png(9, 9, rows: 10), PictureFault.Broken),
            ("a bomb", "a.png", Png(4, 4, rows: 100_000), PictureFault.Broken),
            ("a picture of billions", "a.png", Claiming(uint.MaxValue, 1), PictureFault.Size),
            ("a picture of no height", "a.png", Claiming(5, 0), PictureFault.Size),
            ("too wide", "a.png", Claiming(PictureFile.Longest + 1, 1), PictureFault.Size),
            ("too many pixels", "a.png", Claiming(PictureFile.Longest, PictureFile.Longest), PictureFault.Size),
            ("moving", "a.png", Png(3, 3, ("acTL", new byte[8])), PictureFault.Animated),
            ("a chunk nobody knows", "a.png", Png(3, 3, ("XXxx", new byte[8])), PictureFault.Broken),
            ("a JPEG without pixels", "a.jpg", [0xFF, 0xD8, 0xFF, 0xD9], PictureFault.Broken),
            ("a JPEG without an end", "a.jpg", TinyPicture.Jpeg[..^2], PictureFault.Broken),
            ("a JPEG of arithmetic", "a.jpg", Jpeg(Segment(0xC9, new byte[15])), PictureFault.Broken),
            ("a segment longer than the file", "a.jpg", [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 0, 0], PictureFault.Broken),
            ("a WebP that claims more than it is", "a.webp", Webp[..^4], PictureFault.Broken),
            ("a WebP without a picture", "a.webp", Riff(Chunk("EXIF", new byte[8])), PictureFault.Broken),
            ("a moving WebP", "a.webp", Riff([.. Chunk("VP8X", [0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Webp[12..]]), PictureFault.Animated),
            ("a canvas that is not the picture", "a.webp", Riff([.. Chunk("VP8X", [0, 0, 0, 0, 9, 0, 0, 9, 0, 0]), .. Webp[12..]]), PictureFault.Broken),
            ("too many bytes", "a.png", new byte[PictureFile.MostTaken + 1], PictureFault.TooLarge),
            ("entities", "a.svg", [.. "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&b;</text></svg>"u8], PictureFault.Broken),
            ("a file of the server", "a.svg", [.. "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&a;</text></svg>"u8], PictureFault.Broken),
            ("another root", "a.svg", [.. "<?xml version=\"1.0\"?><html><svg/></html>"u8], PictureFault.Broken),
            ("a drawing of no namespace", "a.svg", [.. "<svg width=\"9\" height=\"9\"/>"u8], PictureFault.Broken),
            ("a drawing of no size", "a.svg", [.. "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8], PictureFault.Size),
            ("a drawing of percents", "a.svg", [.. "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"9\"/>"u8], PictureFault.Size),
            ("a drawing of what is not allowed alone", "a.svg", [.. "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><g><foreignObject/></g></svg>"u8], PictureFault.NothingDrawn),
            ("a drawing that doubles itself", "a.svg", Doubling(20), PictureFault.TooComplex),
            ("a drawing that goes on and on", "a.svg", Chained(5_000), PictureFault.TooComplex),
            ("a deep drawing", "a.svg", Drawing(string.Concat(Enumerable.Repeat("<g>", 100)) + string.Concat(Enumerable.Repeat("</g>", 100))), PictureFault.Broken),
        };
        Assert.Empty(rows.Where(row => PictureIntake.Take(row.Name, row.Bytes).Fault != row.Fault).Select(row => $"{row.What}: {PictureIntake.Take(row.Name, row.Bytes).Fault}, not {row.Fault}"));

        // Large once it is clean; and just small enough.
        Assert.Equal(PictureFault.TooLarge, PictureIntake.Take("a.jpg", Jpeg([], pixels: PictureFile.MostBytes)).Fault);
        Assert.Null(PictureIntake.Take("a.jpg", Jpeg([], pixels: PictureFile.MostBytes - 4_000)).Fault);
    }

    [Fact]
    public void Whatever_could_run_or_fetch_is_taken_out_of_a_drawing_and_named()
    {
        var rows = new (string Part, string Gone, string Told)[]
        {
            ("<script>alert(1)</script>", "alert", "script"),
            ("<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>", "alert", "script"),
            ("<rect width=\"1\" height=\"1\" onload=\"alert(1)\"/>", "alert", "onload"),
            ("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><iframe src=\"//evil\"/></body></foreignObject>", "evil", "foreignObject"),
            ("<image href=\"//evil/a.png\" width=\"1\" height=\"1\"/>", "evil", "image"),
            ("<use href=\"//evil/a.svg#x\"/>", "evil", "href"),
            ("<use xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"data:image/svg+xml,evil\"/>", "evil", "href"),
            ("<a href=\"javascript:evil()\"><text>x</text></a>", "evil", "a"),
            ("<style>@import url(//evil);</style>", "evil", "style"),
            ("<rect style=\"fill: url(//evil#a)\" width=\"1\" height=\"1\"/>", "evil", "style: fill"),
            ("<rect style=\"behavior: url(#evil)\" width=\"1\" height=\"1\"/>", "evil", "style: behavior"),
            ("<rect fill=\"url( '//evil#a' )\" width=\"1\" height=\"1\"/>", "evil", "fill"),
            ("<rect fill=\"URL(//evil)\" width=\"1\" height=\"1\"/>", "evil", "fill"),
            ("<rect fill=\"u\\72l(//evil)\" width=\"1\" height=\"1\"/>", "evil", "fill"),
            ("<rect fill=\"image-set(evil)\" width=\"1\" height=\"1\"/>", "evil", "fill"),
            ("<rect fill=\"red\" filter=\"url(//evil)\" width=\"1\" height=\"1\"/>", "evil", "filter"),
            ("<rect><animate attributeName=\"href\" to=\"evil\"/></rect>", "evil", "animate"),
            ("<rect><set attributeName=\"onmouseover\" to=\"evil\"/></rect>", "evil", "set"),
            ("<metadata><x xmlns=\"y\">evil</x></metadata>", "evil", "metadata"),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"evil()\"/>", "evil", "svg"),
            ("<rect class=\"evil\" width=\"1\" height=\"1\"/>", "evil", "class"),
        };
        foreach (var row in rows)
        {
            var taken = PictureIntake.Take("a.svg", Drawing(row.Part + "<circle r=\"3\"/>"));
            Assert.True(taken.File is not null, row.Part);
            Assert.Equal([PictureRemoval.Parts], taken.Removed);
            Assert.Contains(row.Told, taken.Parts);
            AssertClean(taken, row.Gone);
            Assert.Contains("<circle r=\"3\"", Encoding.UTF8.GetString([.. taken.File!.Bytes]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_harmless_drawing_keeps_its_styles_its_gradients_and_what_it_repeats()
    {
        var taken = PictureIntake.Take("a.svg", Drawing(
            "<!-- made by hand --><defs><linearGradient id=\"a\"><stop offset=\"0\" style=\"stop-color: rgb(1,2,3)\"/></linearGradient><g id=\"b\"><rect width=\"4\" height=\"4\"/></g></defs>"
            + "<rect width=\"9\" height=\"9\" style=\"fill:url(#a);stroke:#000\"/><use xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"#b\" transform=\"translate(1 2) rotate(3)\"/><text x=\"1\">Қағида</text>"));
        Assert.Empty(taken.Removed);
        var text = Encoding.UTF8.GetString([.. taken.File!.Bytes]);
        Assert.All(["fill=\"url(#a)\"", "stroke=\"#000\"", "stop-color=\"rgb(1,2,3)\"", "href=\"#b\"", "translate(1 2) rotate(3)", ">Қағида<"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        AssertClean(taken, "made by hand");

        // A drawing that says its size in one way only is shown at it.
        Assert.Equal((7, 5), SizeOf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 7 5\"><rect/></svg>"));
        Assert.Equal((7, 5), SizeOf("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7px\" height=\"5\"><rect/></svg>"));
    }

    [Fact]
    public void An_uploaded_picture_is_a_document_of_the_content_and_its_bytes_come_back()
    {
        const string advice = "pictures/first-minutes-after-a-loss.yaml";
        var file = PictureIntake.Take("a.png", Png(40, 30)).File!;
        var picture = new UploadedPicture(
            "first-minutes-after-a-loss", PictureStanding.GoodPractice, LocalizedText.Of(language => $"A \"title\" \\ {language}"), LocalizedText.Of(language => $"What it shows,\nin {language}"), [], file);
        var shipped = DocumentSetBuilder.FromShipped();
        var edition = shipped.With(advice, picture.ToDocument()).Compile().Edition!;
        var read = edition.Pictures[picture.Id];
        Assert.Equal((file.Hash, file.MediaType, 40, 30), (read.File!.Hash, read.File.MediaType, read.File.Width, read.File.Height));
        Assert.Equal(file.Bytes, read.File.Bytes);
        Assert.Equal(("A \"title\" \\ ru", "What it shows, in kk"), (read.Title["ru"], read.Alternative!["kk"]));
        Assert.Empty(read.Steps);
        Assert.True(picture.ToDocument().Length < ContentLimits.LongestDocument);
        Assert.DoesNotContain(Convert.ToBase64String([.. file.Bytes.Take(30)]), UploadedPicture.WithoutBytes(picture.ToDocument()), StringComparison.Ordinal);

        // Nothing gets in that would not have been taken: another fingerprint, bytes with something behind them, a drawing with a script, steps besides.
        string With(string old, string changed) => picture.ToDocument().Replace(old, changed, StringComparison.Ordinal);
        var scripted = picture with { File = new PictureFile("image/svg+xml", 40, 30, Drawing("<script>1</script>")) };
        foreach (var bad in new[]
        {
            With($"sha256: \"{file.Hash}\"", $"sha256: \"{new string('0', 64)}\""), With("width: 40", "width: 41"), With("type: image/png", "type: image/jpeg"),
            With("    - \"", "    - \"!"), scripted.ToDocument(), (picture with { File = new PictureFile("image/png", 40, 30, [.. file.Bytes, 1]) }).ToDocument(),
        })
        {
            Assert.Contains(shipped.With(advice, bad).Compile().Findings, finding => finding.Path == advice && finding.Message.Contains("are not what the document says", StringComparison.Ordinal));
        }

        shipped.With(advice, With("file:\n", "steps:\n  - icon: lock\n    text: { en: a, ru: а, kk: а }\nfile:\n")).Finds(advice, "steps:", "has a file and 1 steps", "Remove the steps");
        shipped.With(advice, With("alternative:\n", "alternatives:\n")).Finds(advice, "id:", "'alternative' is missing", "Add it.");
    }

    [Fact]
    public void The_largest_picture_fits_into_a_document()
    {
        var file = new PictureFile("image/jpeg", PictureFile.Longest, 1, new byte[PictureFile.MostBytes]);
        var texts = LocalizedText.Same(new string('\\', UploadedPicture.LongestAlternative));
        Assert.InRange(new UploadedPicture(new string('a', 60), PictureStanding.Sources, texts, texts, [.. Enumerable.Repeat(new string('r', 60), 50)], file).ToDocument().Length, 0, ContentLimits.LongestDocument);
    }

    private static void AssertClean(TakenPicture taken, string gone)
    {
        Assert.DoesNotContain(gone, Encoding.UTF8.GetString([.. taken.File!.Bytes]), StringComparison.Ordinal);
        var again = PictureIntake.Take("", [.. taken.File.Bytes]);
        Assert.Empty(again.Removed);
        Assert.Equal(taken.File.Hash, again.File?.Hash);
    }

    private static (int, int) SizeOf(string drawing) => PictureIntake.Take("a.svg", Encoding.UTF8.GetBytes(drawing)).File is { } file ? (file.Width, file.Height) : default;

    private static byte[] Drawing(string inside) => Encoding.UTF8.GetBytes(Svg.Replace("{0}", inside, StringComparison.Ordinal));

    private static byte[] Doubling(int times) => Drawing(
        "<g id=\"g0\"><circle r=\"1\"/></g>" + string.Concat(Enumerable.Range(1, times).Select(i => $"<g id=\"g{i}\"><use href=\"#g{i - 1}\"/><use href=\"#g{i - 1}\"/></g>")));

    private static byte[] Chained(int links) => Drawing(string.Concat(Enumerable.Range(0, links).Select(i => $"<use id=\"u{i}\" href=\"#u{i + 1}\"/>")));

    private static byte[] Spoilt(byte[] bytes, int at)
    {
        bytes[at] ^= 0xFF;
        return bytes;
    }

    private static byte[] Png(int width, int height, params (string Name, byte[] Content)[] more) => Png(width, height, height, more);

    private static byte[] Png(int width, int height, int rows, params (string Name, byte[] Content)[] more)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(new byte[(width + 1) * rows]);
        }

        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. PngChunk("IHDR", Header((uint)width, (uint)height)), .. more.SelectMany(chunk => PngChunk(chunk.Name, chunk.Content)),
            .. PngChunk("IDAT", packed.ToArray()), .. PngChunk("IEND", []),
        ];
    }

    private static byte[] Claiming(uint width, uint height) =>
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. PngChunk("IHDR", Header(width, height)), .. PngChunk("IDAT", new byte[9]), .. PngChunk("IEND", [])];

    // Grey, eight bits.
    private static byte[] Header(uint width, uint height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return header;
    }

    private static byte[] PngChunk(string name, byte[] content)
    {
        byte[] named = [.. Encoding.Latin1.GetBytes(name), .. content];
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)content.Length);
        named.CopyTo(chunk, 4);
        var crc = uint.MaxValue;
        foreach (var value in named)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), ~crc);
        return chunk;
    }

    // After the mark of the beginning.
    private static byte[] Jpeg(byte[] segment, int pixels = 0)
    {
        var tiny = TinyPicture.Jpeg;
        return [.. tiny[..2], .. segment, .. tiny[2..^2], .. new byte[pixels], .. tiny[^2..]];
    }

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string name, byte[] content) =>
        [.. Encoding.Latin1.GetBytes(name), .. BitConverter.GetBytes(content.Length), .. content, .. content.Length % 2 == 1 ? new byte[1] : []];

    private static byte[] Riff(byte[] chunks) => [.. "RIFF"u8, .. BitConverter.GetBytes(4 + chunks.Length), .. "WEBP"u8, .. chunks];
}
