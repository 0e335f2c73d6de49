using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>The file that a command writes: always a new one, so that none is lost, whether the command succeeds or is refused.</summary>
internal static class OutputFile
{
    /// <exception cref="StartupException">Something of that name is there already.</exception>
    public static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException taken) when (File.Exists(path))
        {
            throw new StartupException($"{path} exists already. Name another file, or remove it before.", taken);
        }
    }
}
