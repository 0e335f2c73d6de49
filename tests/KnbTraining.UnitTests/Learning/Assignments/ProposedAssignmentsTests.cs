using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Assignments;

public sealed class ProposedAssignmentsTests
{
    [Fact]
    public void Each_course_proposes_itself_for_those_whom_its_document_names()
    {
        var proposals = ProposedAssignments.Of(EditionSample.Edition);
        Assert.Equal(
            [
                ("before-access", "Candidate"),
                ("working-with-state-secrets", "Current, Head"),
                ("after-access", "Former"),
                ("for-heads", "Head"),
                ("who-protects-state-secrets", ""),
            ],
            proposals.Select(proposal => (proposal.CourseId, string.Join(", ", proposal.Audiences.Select(Say)))));
        Assert.All(proposals, proposal => Assert.InRange(proposal.DueDays, 1, CycleDates.MostDueDays(EditionSample.Edition.Courses[proposal.CourseId].ValidityMonths)));
    }

    [Fact]
    public async Task All_are_accepted_at_once_and_again_without_harm()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await room.AddAsync(new PersonBuilder().As(Capacity.Head));
        var (service, queries) = (room.Get<AssignmentService>(), room.Get<AssignmentRuleQueries>());
        var proposals = await queries.ProposedAsync(CancellationToken.None);

        // The head with clearance has three courses, and the yearly one once although two assignments give it.
        Assert.Equal(4, (await service.AssignAllAsync(admin, proposals, CancellationToken.None)).Value);
        var again = await service.AssignAllAsync(admin, proposals, CancellationToken.None);
        Assert.Equal((true, 0), (again.Ok, again.Value));
        Assert.Equal(6, (await queries.ListAsync(admin, "kk", CancellationToken.None)).Count);
    }

    [Fact]
    public async Task One_wrong_proposal_stores_none()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var queries = room.Get<AssignmentRuleQueries>();
        var proposals = (await queries.ProposedAsync(CancellationToken.None)).ToArray();
        proposals[^1] = proposals[^1] with { DueDays = 3650 };

        var refused = await room.Get<AssignmentService>().AssignAllAsync(admin, proposals, CancellationToken.None);

        var wrong = Assert.IsType<WrongProposal>(refused.Refused);
        Assert.Equal((proposals[^1].CourseId, "WindowDays: longer-than-half"), (wrong.CourseId, wrong.Findings.ToString()));
        Assert.Empty(await queries.ListAsync(admin, "en", CancellationToken.None));
    }

    private static string Say(AssignmentAudience audience) => $"{audience.HolderStatus}{audience.Capacity}{audience.UnitPath}";
}
