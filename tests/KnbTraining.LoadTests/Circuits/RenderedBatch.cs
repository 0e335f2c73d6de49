using System.Buffers.Binary;
using System.Text;

namespace KnbTraining.LoadTests.Circuits;

/// <summary>An element that a batch brings, with its own attributes.</summary>
internal sealed record RenderedElement(string Name, IReadOnlyDictionary<string, RenderedAttribute> Attributes)
{
    public string? Value(string attribute) => Attributes.TryGetValue(attribute, out var found) ? found.Value : null;

    public ulong Handler(string attribute) => Attributes.TryGetValue(attribute, out var found) ? found.Handler : 0;

    public bool Has(string attribute) => Attributes.ContainsKey(attribute);
}

/// <param name="Handler">0 where the attribute is no event.</param>
internal sealed record RenderedAttribute(string? Value, ulong Handler);

/// <summary>
/// What a learner's browser would be told to show: the elements and texts that a batch of the circuit brings. The layout is
/// that of the framework's writer: sections, then a table of strings, then five offsets.
/// </summary>
internal sealed class RenderedBatch
{
    private const int FrameSize = 20;
    private const int ElementFrame = 1;
    private const int TextFrame = 2;
    private const int AttributeFrame = 3;

    private RenderedBatch(IReadOnlyList<RenderedElement> elements, IReadOnlyList<string> texts, IReadOnlyList<ulong> inputs)
    {
        Elements = elements;
        Texts = texts;
        NewInputHandlers = inputs;
    }

    public IReadOnlyList<RenderedElement> Elements { get; }

    public IReadOnlyList<string> Texts { get; }

    /// <summary>Handlers of input events that controls shown before get in place of those they had, in the order of the page.</summary>
    public IReadOnlyList<ulong> NewInputHandlers { get; }

    public static RenderedBatch Read(ReadOnlySpan<byte> batch)
    {
        var frames = Number(batch, batch.Length - 16);
        var strings = Number(batch, batch.Length - 4);
        var count = Number(batch, frames);
        var elements = new List<RenderedElement>();
        var texts = new List<string>();
        var inputs = new List<ulong>();
        Dictionary<string, RenderedAttribute>? attributes = null;
        var end = 0;
        for (var i = 0; i < count; i++)
        {
            var frame = batch.Slice(frames + 4 + (i * FrameSize), FrameSize);
            if (i >= end)
            {
                attributes = null;
            }

            switch (Number(frame, 0))
            {
                case ElementFrame:
                    end = i + Number(frame, 4);
                    attributes = Number(frame, 4) > 1 ? new(StringComparer.Ordinal) : null;
                    elements.Add(new RenderedElement(Text(batch, strings, Number(frame, 8))!, attributes ?? []));
                    break;
                case AttributeFrame:
                    var name = Text(batch, strings, Number(frame, 4))!;
                    var handler = BinaryPrimitives.ReadUInt64LittleEndian(frame[12..]);
                    if (attributes is not null)
                    {
                        attributes[name] = new RenderedAttribute(Text(batch, strings, Number(frame, 8)), handler);
                    }
                    else if (name == "oninput")
                    {
                        // An attribute outside of an element is an edit of something shown before.
                        inputs.Add(handler);
                    }

                    break;
                case TextFrame:
                    attributes = null;
                    texts.Add(Text(batch, strings, Number(frame, 4)) ?? "");
                    break;
                default:
                    attributes = null;
                    break;
            }
        }

        return new RenderedBatch(elements, texts, inputs);
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static string? Text(ReadOnlySpan<byte> batch, int table, int index)
    {
        if (index < 0)
        {
            return null;
        }

        var at = Number(batch, table + (index * 4));
        int length = 0, shift = 0;
        byte part;
        do
        {
            part = batch[at++];
            length |= (part & 0x7F) << shift;
            shift += 7;
        }
        while ((part & 0x80) != 0);
        return Encoding.UTF8.GetString(batch.Slice(at, length));
    }
}
