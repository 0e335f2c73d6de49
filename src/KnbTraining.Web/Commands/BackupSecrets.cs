using System.Text;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Where a passphrase comes from: a file, the environment, or whoever sits at the terminal. Never the command line, which others can read.</summary>
internal static class BackupSecrets
{
    public const string Variable = "KNB_BACKUP_PASSPHRASE";

    /// <summary>The first line of the file, else the environment's; null where neither is given.</summary>
    /// <exception cref="StartupException">The file cannot be read, or it is empty.</exception>
    public static string? Find(string? file)
    {
        if (file is null)
        {
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;
        }

        return ReadFile(file, "the passphrase").Split('\n')[0].TrimEnd('\r') is { Length: > 0 } line
            ? line : throw new StartupException($"The file '{file}' holds no passphrase in its first line.");
    }

    /// <summary>Asks at the terminal, without showing what is typed.</summary>
    /// <param name="twice">True where a mistake would be found out too late.</param>
    /// <returns>Null where there is no terminal.</returns>
    /// <exception cref="StartupException">The second time something else was typed.</exception>
    public static string? Ask(string question, bool twice)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        var first = ReadHidden(question);
        return !twice || ReadHidden("Once more: ") == first ? first : throw new StartupException("These were two different passphrases. Nothing was done.");
    }

    /// <param name="what">What the file should hold, as in "the certificate".</param>
    /// <exception cref="StartupException">It cannot be read.</exception>
    public static string ReadFile(string file, string what)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The file with {what} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static string ReadHidden(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(pressed.KeyChar))
            {
                typed.Append(pressed.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
