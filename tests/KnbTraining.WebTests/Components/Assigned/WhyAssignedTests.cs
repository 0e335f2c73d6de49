using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.WebTests.Features;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Components.Assigned;

public sealed class WhyAssignedTests : LearnerRoom
{
    [Fact]
    public async Task A_learner_is_told_by_which_assignment_since_when_and_until_when()
    {
        Assert.Empty(Render<WhyAssigned>(view => view.Add(why => why.CourseId, EditionSample.Course)).Markup.Trim());
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, CancellationToken.None);

        var told = Render<WhyAssigned>(view => view.Add(why => why.CourseId, EditionSample.Course)).Find("p").TextContent;

        Assert.Equal("Why it is asked. Given to: People who hold clearance; since: 2 March 2026; due: 1 April 2026", told);

        // Nobody is told of a person whom they may not see.
        await using var db = Room.Open();
        var asked = (await db.CycleReasons.OrderBy(row => row.PersonId).FirstAsync(CancellationToken.None)).PersonId;
        Assert.NotEmpty(await Room.Get<ReasonQueries>().ListAsync(admin, asked, null, "en", CancellationToken.None));
        Assert.Empty(await Room.Get<ReasonQueries>().ListAsync(await Room.AddLearnerAsync(), asked, null, "en", CancellationToken.None));
    }
}
