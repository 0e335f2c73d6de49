using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>A page that is about to be printed, as its address names it.</summary>
/// <param name="Id">Of the person, the unit, the attempt or the confirmation that the page shows; null where it shows none.</param>
/// <param name="Name">The number of a certificate, or the course or the text of a report.</param>
public sealed record PrintRequest(RecordedPage Page, Guid? Id = null, string? Name = null);

/// <summary>Says in the ledger what is printed, as far as whoever prints may see it.</summary>
public sealed class PrintRecord(LearningStore store)
{
    /// <summary>To be asked before a page is printed that the viewer may open: what cannot be recorded is not printed by our buttons.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where the viewer sees no such page.</returns>
    public async Task<Result<Done>> PrintedAsync(Viewer viewer, PrintRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(request);
        var found = await store.TryReadAsync<PagePrinted>(
            async db => await FindAsync(db, viewer, request, ct) is { } printed ? printed : Refusal.NotFound, ct);
        if (found.Value is not { } fact)
        {
            return found.As<Done>();
        }

        return await store.WriteAsync<Done>(
            write =>
            {
                write.Record(viewer.Actor, fact);
                return Task.FromResult<Result<Done>>(new Done());
            },
            ct);
    }

    // Who may open the page, its policy has decided; whom it may tell of, the scope does.
    private static async Task<PagePrinted?> FindAsync(LearningDbContext db, Viewer viewer, PrintRequest request, CancellationToken ct)
    {
        var seen = db.People.InScope(viewer).Select(person => person.Id);
        return request.Page switch
        {
            RecordedPage.Record => Of(viewer.PersonId),
            RecordedPage.Transcript or RecordedPage.Person => Of(await seen.Where(id => id == request.Id).Select(id => (Guid?)id).FirstOrDefaultAsync(ct)),
            RecordedPage.Receipt or RecordedPage.ConfirmedText => Of(await db.Acknowledgements
                .Where(row => row.Id == request.Id && seen.Contains(row.PersonId)).Select(row => (Guid?)row.PersonId).FirstOrDefaultAsync(ct)),
            RecordedPage.Outcome => Of(await db.Attempts
                .Where(row => row.Id == request.Id && seen.Contains(row.PersonId)).Select(row => (Guid?)row.PersonId).FirstOrDefaultAsync(ct)),
            RecordedPage.Certificate => await FindCertificateAsync(db, seen, request, ct),
            RecordedPage.Unit or RecordedPage.Board or RecordedPage.Journal => await db.Units.InScope(viewer).AnyAsync(unit => unit.Id == request.Id, ct)
                ? new PagePrinted(request.Page, null, request.Id, NameOf(request), null)
                : null,
            _ => new PagePrinted(request.Page, null, null, NameOf(request), null),
        };

        PagePrinted? Of(Guid? person) => person is { } id ? new PagePrinted(request.Page, id, null, null, null) : null;
    }

    private static async Task<PagePrinted?> FindCertificateAsync(LearningDbContext db, IQueryable<Guid> seen, PrintRequest request, CancellationToken ct)
    {
        var number = CertificateNumber.Read(request.Name ?? "") ?? "";
        return await db.Certificates.FirstOrDefaultAsync(row => row.Number == number && seen.Contains(row.PersonId), ct) is { } certificate
            ? new PagePrinted(request.Page, certificate.PersonId, null, null, Code.Of(certificate.Number))
            : null;
    }

    // Somebody may have written anything into an address.
    private static Slug? NameOf(PrintRequest request)
    {
        try
        {
            return request.Name is { } name ? Slug.Of(name) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
