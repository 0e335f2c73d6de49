using System.Text.RegularExpressions;
using KnbTraining.Web.Theming;

namespace KnbTraining.WebTests.Theming;

/// <summary>What keeps the learner surface lean, and both surfaces within their content security policy.</summary>
public sealed partial class LeanPagesTests
{
    [Fact]
    public void No_markup_of_ours_carries_an_inline_style_or_script() =>
        Assert.All(WebRoom.Files(".razor"), file =>
        {
            var source = File.ReadAllText(file);
            Assert.DoesNotMatch(InlineStyle(), source);
            Assert.DoesNotMatch(InlineScript(), source);
        });

    [Fact]
    public void No_field_has_a_label_that_floats()
    {
        var floating = WebRoom.Files(".razor").Where(file => FloatingField().IsMatch(File.ReadAllText(file))).Select(WebRoom.Relative);
        Assert.Empty(floating);
    }

    [Fact]
    public void No_file_of_ours_names_another_origin()
    {
        var foreign = WebRoom.Files(".razor", ".css", ".js")
            .SelectMany(file => Address().Matches(File.ReadAllText(file)).Select(address => $"{WebRoom.Relative(file)}: {address.Value}"))
            .Where(address => !address.Contains("://www.w3.org/", StringComparison.Ordinal) && !address.Contains("://localhost", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    [Fact]
    public void Colours_stand_in_the_tokens_only() =>
        Assert.All(WebRoom.Files(".css").Where(file => !file.EndsWith("tokens.css", StringComparison.Ordinal)), file => Assert.DoesNotMatch(Colour(), File.ReadAllText(file)));

    [Fact]
    public void The_theme_of_MudBlazor_repeats_the_tokens()
    {
        var css = File.ReadAllText(Path.Combine(WebRoom.Folder, "wwwroot", "css", "tokens.css"));
        var light = Tokens(css, ":root {");
        var dark = Tokens(css, ":root[data-theme=\"dark\"] {");
        var (day, night) = (HouseTheme.Value.PaletteLight, HouseTheme.Value.PaletteDark);
        Assert.Equal(
            [light["bg"], light["surface"], light["ink"], light["soft"], light["line"], light["edge"], light["accent"], light["right"], light["wrong"], light["plan"]],
            [Hex(day.Background), Hex(day.Surface), Hex(day.TextPrimary), Hex(day.TextSecondary), Hex(day.Divider), Hex(day.LinesInputs), Hex(day.Primary), Hex(day.Success), Hex(day.Error), Hex(day.Warning)]);
        Assert.Equal(
            [dark["bg"], dark["surface"], dark["ink"], dark["soft"], dark["line"], dark["edge"], dark["accent"], dark["right"], dark["wrong"], dark["plan"]],
            [Hex(night.Background), Hex(night.Surface), Hex(night.TextPrimary), Hex(night.TextSecondary), Hex(night.Divider), Hex(night.LinesInputs), Hex(night.Primary), Hex(night.Success), Hex(night.Error), Hex(night.Warning)]);
    }

    [Fact]
    public void The_device_theme_and_the_chosen_dark_theme_have_the_same_tokens()
    {
        var css = File.ReadAllText(Path.Combine(WebRoom.Folder, "wwwroot", "css", "tokens.css"));
        Assert.Equal(Tokens(css, ":root[data-theme=\"dark\"] {"), Tokens(css, ":root:not([data-theme]) {"));
    }

    [Theory]
    [InlineData(":root {")]
    [InlineData(":root[data-theme=\"dark\"] {")]
    public void Text_stands_out_at_least_four_and_a_half_to_one_and_edges_three_to_one(string selector)
    {
        var tokens = Tokens(File.ReadAllText(Path.Combine(WebRoom.Folder, "wwwroot", "css", "tokens.css")), selector);
        foreach (var (text, ground) in new[]
        {
            ("ink", "bg"), ("ink", "surface"), ("soft", "bg"), ("soft", "surface"), ("accent", "bg"), ("accent", "surface"), ("on-accent", "accent"), ("ink", "accent-soft"),
            ("accent", "accent-soft"), ("right", "right-soft"), ("wrong", "wrong-soft"), ("plan", "plan-soft"), ("wrong", "bg"), ("right", "bg"), ("surface", "right"), ("surface", "wrong"),
        })
        {
            Assert.True(Contrast(tokens[text], tokens[ground]) >= 4.5, $"{text} on {ground}: {Contrast(tokens[text], tokens[ground]):0.00}");
        }

        Assert.True(Contrast(tokens["edge"], tokens["bg"]) >= 3, $"edge on bg: {Contrast(tokens["edge"], tokens["bg"]):0.00}");
        Assert.True(Contrast(tokens["edge"], tokens["surface"]) >= 3, $"edge on surface: {Contrast(tokens["edge"], tokens["surface"]):0.00}");
    }

    private static Dictionary<string, string> Tokens(string css, string selector)
    {
        var start = css.IndexOf(selector, StringComparison.Ordinal) + selector.Length;
        return Token().Matches(css[start..css.IndexOf('}', start)]).ToDictionary(token => token.Groups["name"].Value, token => LongHex(token.Groups["value"].Value), StringComparer.Ordinal);
    }

    private static string LongHex(string hex) => hex.Length == 4 ? $"#{hex[1]}{hex[1]}{hex[2]}{hex[2]}{hex[3]}{hex[3]}" : hex;

    private static string Hex(MudBlazor.Utilities.MudColor colour) => colour.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex);

    // WCAG 2.2, "contrast ratio" and "relative luminance".
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var channels = new[] { hex[1..3], hex[3..5], hex[5..7] }.Select(pair => Convert.ToInt32(pair, 16) / 255d)
            .Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    [GeneratedRegex(@"\sstyle\s*=\s*[""'@]|\sStyle\s*=\s*""", RegexOptions.NonBacktracking)]
    private static partial Regex InlineStyle();

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*""(?!@)|javascript:", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex InlineScript();

    // A label that floats vanishes when it is needed and cuts long words: Field puts it above the box.
    [GeneratedRegex(@"<Mud(?:TextField|NumericField|Select|Autocomplete|Mask|\w*Picker)\b", RegexOptions.NonBacktracking)]
    private static partial Regex FloatingField();

    [GeneratedRegex(@"https?://[^\s""')]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b(?=\s*[;,)}])", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Colour();

    [GeneratedRegex(@"--(?<name>[a-z-]+):\s*(?<value>#[0-9a-f]{3,6});", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
