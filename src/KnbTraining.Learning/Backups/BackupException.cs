namespace KnbTraining.Learning.Backups;

/// <summary>No backup was made, or nothing was restored or copied; the message says why and what to do, in one line.</summary>
public sealed class BackupException : Exception
{
    public BackupException()
    {
    }

    public BackupException(string message)
        : base(message)
    {
    }

    public BackupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
