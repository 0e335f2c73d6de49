using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.TestKit;

public static class Assigning
{
    /// <summary>Gives a course to an audience on the usual terms.</summary>
    /// <param name="dueDays">From the opening of the course.</param>
    public static Task<Result<int>> AssignAsync(
        this AssignmentService service, Viewer admin, string courseId, AssignmentAudience audience, int dueDays, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.AssignAsync(admin, courseId, audience, RenewalTerms.Usual(dueDays), ct);
    }
}
