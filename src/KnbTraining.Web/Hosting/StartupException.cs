namespace KnbTraining.Web.Hosting;

/// <summary>The application cannot start, for a reason that the person at the console can mend. Its message is all they see.</summary>
public sealed class StartupException : Exception
{
    public StartupException()
    {
    }

    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
