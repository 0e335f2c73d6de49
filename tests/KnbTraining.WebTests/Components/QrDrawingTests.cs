using KnbTraining.Web.Components;

namespace KnbTraining.WebTests.Components;

public sealed class QrDrawingTests
{
    [Fact]
    public void A_code_is_a_square_with_a_quiet_zone_and_three_finders()
    {
        var drawing = QrDrawing.Of("https://example.org/verify/KNB-2026-7F3K-Q9TD");

        // The top edge of a finder is seven modules wide and starts behind the quiet zone of four.
        Assert.StartsWith("M4 4h7v1h-7z", drawing.Path, StringComparison.Ordinal);
        Assert.Contains($"M{drawing.Size - 11} 4h7v1h-7z", drawing.Path, StringComparison.Ordinal);
        Assert.Contains($"M4 {drawing.Size - 11}h7v1h-7z", drawing.Path, StringComparison.Ordinal);
        Assert.Equal(1, (drawing.Size - 8) % 4);
    }
}
