using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Empties the driver's pool after every failure of the storage. What a connection has found out in bad times, for example
/// that its log can only be read, it believes for ever; a new one looks for itself.
/// </summary>
internal sealed class StoragePool : DbCommandInterceptor, ISaveChangesInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => StorageFailure.Forget(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        StorageFailure.Forget(eventData.Exception);
        return Task.CompletedTask;
    }

    // A transaction that cannot begin fails no command.
    public void SaveChangesFailed(DbContextErrorEventData eventData) => StorageFailure.Forget(eventData.Exception);

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        StorageFailure.Forget(eventData.Exception);
        return Task.CompletedTask;
    }
}
