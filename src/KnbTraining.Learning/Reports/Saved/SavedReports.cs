using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports.Saved;

/// <summary>Keeps the saved reports of each person. Nobody sees those of others.</summary>
public sealed class SavedReports(LearningStore store, ReportList reports, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>The most that one person keeps.</summary>
    public const int MostOfOne = 30;

    /// <summary>Those of the viewer, by name.</summary>
    public async Task<IReadOnlyList<SavedReport>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var own = await store.ReadAsync(db => db.SavedReports.AsNoTracking().Where(row => row.OwnerId == viewer.PersonId).ToListAsync(ct), ct);
        return [.. own.OrderBy(row => row.Name, Names.NameOrder.Comparer).ThenBy(row => row.Id)];
    }

    /// <param name="language">In which its files are written.</param>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> where something is missing or not right.</returns>
    public async Task<Result<Guid>> SaveAsync(Viewer viewer, SavedReportForm form, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (!viewer.IsAny([.. reports[form.Report].Readers]))
        {
            return refused.Refuse(viewer, RefusedAct.Page);
        }

        if (TypedText.LineFault(form.Name, SavedReport.LongestName) is { } fault)
        {
            return new Refusal.Invalid(nameof(form.Name), fault);
        }

        // Only what can be read today is kept: nothing that somebody wrote into an address.
        if (form.Format is not ("csv" or "xlsx") || await reports[form.Report].ReadAsync(viewer, form.Question.On(calendar.Today, language), ct) is null)
        {
            return Refusal.NotFound;
        }

        var isMailed = form is { Rhythm: not ReportRhythm.Never, Way: ReportWay.Mail };
        return await store.WriteAsync<Guid>(
            async write =>
            {
                if (await write.Db.SavedReports.CountAsync(row => row.OwnerId == viewer.PersonId, ct) >= MostOfOne)
                {
                    return Refusal.TooMany;
                }

                if (isMailed && !(await write.Db.Users.AnyAsync(user => user.PersonId == viewer.PersonId && user.Email != null, ct)
                    && await write.Db.MailServers.AnyAsync(server => server.Host != "", ct)))
                {
                    return new Refusal.Invalid(nameof(form.Way), "no-mail");
                }

                var row = SavedReport.Create(viewer.PersonId, form, language, calendar.Today);
                write.Db.SavedReports.Add(row);
                write.Record(viewer.Actor, new ReportSaved(row.Id, write.Text(viewer.PersonId, row.Name), row.Report, row.Rhythm, row.Way, Slug.Of(row.Format)));
                return row.Id;
            },
            ct);
    }

    public Task<Result<Done>> DeleteAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.WriteAsync<Done>(
            async write =>
            {
                if (await write.Db.SavedReports.FirstOrDefaultAsync(row => row.Id == id && row.OwnerId == viewer.PersonId, ct) is not { } row)
                {
                    return Refusal.NotFound;
                }

                write.Db.SavedReports.Remove(row);
                write.Record(viewer.Actor, new ReportUnsaved(row.Id));
                return new Done();
            },
            ct);
    }
}
