using System.Text;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Names;

namespace KnbTraining.UnitTests.Content.Text;

public sealed class ComposedTextTests
{
    [Fact]
    public void Any_text_at_all_can_be_composed_folded_and_named()
    {
        // Every single unit of UTF-16, between letters and as the whole of a text.
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            foreach (var text in new[] { $"{(char)unit}", $"a{(char)unit}b" })
            {
                Assert.True(ComposedText.Of(text, NormalizationForm.FormKC).IsNormalized(NormalizationForm.FormKC));
            }
        }

        foreach (var broken in new[] { "a\uFFFEb", "\uD800", "x\uDC00y" })
        {
            Assert.Contains('\uFFFD', ComposedText.Of(broken, NormalizationForm.FormC));
            Assert.Contains('\uFFFD', NameFold.Fold(broken));
            Assert.NotEmpty(IdOfTitle.Of(broken, "text", _ => false));
        }

        Assert.Equal("й", ComposedText.Of("и\u0306", NormalizationForm.FormKC));
    }
}
