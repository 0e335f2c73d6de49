using System.Text.Json;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.PostgreSql;

namespace KnbTraining.Learning.Backups;

/// <summary>Tells what disks and databases answer in one line.</summary>
internal static class BackupFailures
{
    /// <param name="outcome">What it means, as the beginning of a sentence.</param>
    /// <exception cref="BackupException">It did not succeed.</exception>
    public static async Task<T> TellAsync<T>(string outcome, LearningOptions options, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (LearningStartupException refused)
        {
            throw new BackupException(refused.Message, refused);
        }
        catch (Exception failure) when (failure is not BackupException && PostgreSqlServerCheck.Told(failure) is not null)
        {
            throw new BackupException($"{outcome}. The database {PostgreSqlConnection.Place(options.ConnectionString)}: "
                + $"{PostgreSqlServerCheck.Told(failure)}", failure);
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or JsonException || StorageFailure.OfDatabase(failure) is not null)
        {
            throw new BackupException($"{outcome}: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }
}
