using KnbTraining.Learning.Persistence;

namespace KnbTraining.Web.Hosting;

/// <summary>Where the application keeps what it writes, and where the shipped content lies. Both are full paths.</summary>
public sealed record Folders(string Data, string Content)
{
    /// <summary>Keys that protect cookies and forms; only the server may read them.</summary>
    public string Keys => Path.Combine(Data, DataFolderNames.Keys);

    /// <summary>From <c>Data:Folder</c> or <c>KNB_DATA</c> (default <c>data</c> in the working folder) and <c>Content:Folder</c> (default beside the application).</summary>
    public static Folders From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new Folders(
            Path.GetFullPath(FirstOf(configuration["Data:Folder"], configuration["KNB_DATA"], "data")),
            Path.GetFullPath(FirstOf(configuration["Content:Folder"], Path.Combine(AppContext.BaseDirectory, "content"))));
    }

    /// <exception cref="StartupException">The data folder cannot be written.</exception>
    public void EnsureWritable()
    {
        try
        {
            PrivateFiles.CreateFolder(Data);
            PrivateFiles.CreateFolder(Keys);
            WriteProbe.Write(Data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {Data} cannot be written: {e.Message} Give this user the right to write there, or name another folder with --Data:Folder or KNB_DATA.", e);
        }
    }

    private static string FirstOf(params string?[] candidates) => candidates.First(candidate => !string.IsNullOrWhiteSpace(candidate))!;
}
