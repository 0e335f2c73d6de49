namespace KnbTraining.Web.Components;

/// <summary>Where texts are confirmed and confirmations are shown, relative to the base.</summary>
public static class AcknowledgementAddress
{
    public const string Report = "admin/acknowledgements";

    /// <summary>Reading a text and confirming it.</summary>
    /// <param name="courseId">The course of which it is a step and to which the reader goes back; null where there is none.</param>
    public static string Of(string documentId, string? courseId = null) => $"acknowledge/{documentId}{Back(courseId)}";

    /// <summary>The receipt of a confirmation, for its person and those who see the person in their scope.</summary>
    /// <param name="courseId">The course to which the reader goes back.</param>
    public static string Receipt(Guid id, string? courseId = null) => $"acknowledgements/{id}{Back(courseId)}";

    /// <summary>The text exactly as it was confirmed.</summary>
    public static string Text(Guid id) => $"{Receipt(id)}/text";

    private static string Back(string? courseId) => courseId is null ? "" : $"?course={Uri.EscapeDataString(courseId)}";
}
