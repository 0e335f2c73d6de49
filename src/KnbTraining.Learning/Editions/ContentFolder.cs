using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Editions;

/// <summary>Reads a content folder into memory; Content itself never touches a file.</summary>
public static class ContentFolder
{
    /// <summary>All Markdown and YAML documents below the folder; hidden files and folders are left out.</summary>
    /// <exception cref="LearningStartupException">The folder is missing, empty or cannot be read, or holds a file that no document can be.</exception>
    public static DocumentSet Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            var root = new DirectoryInfo(folder);
            if (!root.Exists)
            {
                throw new LearningStartupException($"The content folder '{root.FullName}' does not exist. Name the right one with Content:Folder.");
            }

            var documents = root.EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => (File: file, Path: Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/')))
                .Where(entry => !entry.Path.Split('/').Any(part => part.StartsWith('.')) && entry.File.Extension is ".yaml" or ".md")
                .Select(entry => new KeyValuePair<string, string>(entry.Path, ReadText(entry.File)))
                .ToArray();
            return documents.Length > 0
                ? new DocumentSet(documents)
                : throw new LearningStartupException($"The content folder '{root.FullName}' holds no documents. Name the right one with Content:Folder.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException($"The content folder '{folder}' cannot be read: {failure.Message}", failure);
        }
    }

    // A character takes at most four bytes; the content check counts characters.
    private static string ReadText(FileInfo file) => file.Length <= ContentLimits.LongestDocument * 4L
        ? File.ReadAllText(file.FullName, Encoding.UTF8)
        : throw new LearningStartupException($"The document '{file.FullName}' is larger than any document may be ({ContentLimits.LongestDocument} characters). Split it.");
}
