using KnbTraining.Content.Text;

namespace KnbTraining.Content.Lessons;

/// <summary>Whose word a picture gives.</summary>
public enum PictureStanding
{
    /// <summary>It shows what the sources say, and names the rules that say it.</summary>
    Sources,

    /// <summary>It advises what no rule demands. It is labelled so, and nothing is ever keyed by it.</summary>
    GoodPractice,
}

/// <summary>A picture of steps from top to bottom, some of which part into ways side by side; drawn from words, so that each language has its own.</summary>
/// <param name="Title">Names the picture, for the eye and for a screen reader.</param>
/// <param name="Rules">Ids of the rules that it shows; none where it is good practice.</param>
/// <param name="Steps">2 to <see cref="MostSteps"/>; none where a file was uploaded.</param>
public sealed record Picture(
    string Id,
    string Path,
    Translation Translation,
    PictureStanding Standing,
    LocalizedText Title,
    IReadOnlyList<string> Rules,
    IReadOnlyList<PictureStep> Steps)
{
    /// <summary>The file that somebody uploaded; null where the picture is drawn from its steps.</summary>
    public PictureFile? File { get; init; }

    /// <summary>What an uploaded picture shows, for whoever does not see it; null where the picture is drawn from words.</summary>
    public LocalizedText? Alternative { get; init; }

    /// <summary>Folder of the documents.</summary>
    public const string Folder = "pictures";

    /// <summary>More do not fit the height of a phone twice over: that is a lesson, no picture.</summary>
    public const int MostSteps = 7;

    /// <summary>Ways of one step; more than four do not stand side by side.</summary>
    public const int MostWays = 4;

    /// <summary>In characters, for any single text: a box is looked at, not read.</summary>
    public const int LongestText = 140;
}

/// <param name="Icon">One of <see cref="PictureIcons.All"/>.</param>
/// <param name="Note">What is said smaller; null for nothing.</param>
/// <param name="Ways">Empty, or 2 to <see cref="Picture.MostWays"/> that stand side by side.</param>
public sealed record PictureStep(string Icon, LocalizedText Text, LocalizedText? Note, IReadOnlyList<PictureWay> Ways);

/// <param name="Label">The case, or the thing; a few words.</param>
/// <param name="Text">What follows, or what it is.</param>
public sealed record PictureWay(string Icon, LocalizedText Label, LocalizedText Text);

/// <summary>The signs that stand in boxes. The web has a drawing of each.</summary>
public static class PictureIcons
{
    /// <summary>In the order of the alphabet.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["calendar", "check", "clock", "cross", "device", "disk", "document", "drawing", "eye", "key", "lock", "pen", "people", "person", "plane", "question", "shield", "speech", "state"];
}
