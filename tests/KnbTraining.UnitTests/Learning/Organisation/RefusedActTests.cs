using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Organisation;

public sealed class RefusedActTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Whoever_tries_what_they_may_not_do_is_told_once_for_each_kind_and_minute_with_a_count()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (learner, root) = (await room.AddLearnerAsync(), await room.RootAsync());
        var other = await room.AddLearnerAsync();
        var exam = await room.SitAsync(other);
        var form = new PersonForm { Name = "New", UserName = "new", UnitId = root.Id };

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Refusal.NotAllowed, (await room.Get<PeopleService>().AddAsync(learner, form, None)).Refused);
        }

        Assert.Equal(Refusal.NotAllowed, (await room.Get<AccessService>().SetActiveAsync(learner, other.PersonId, false, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await room.Get<SettingsService>().UpdateAsync(learner, new SettingsForm(), 0, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await room.Get<AssignmentService>().AssignAsync(learner, EditionSample.Course, new AssignmentAudience(), 1, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await room.SaveDocumentAsync(learner, "rules/x.yaml", "")).Refused);
        Assert.Equal(Refusal.NotAllowed, (await room.Get<LedgerExport>().LinesAsync(learner, new LedgerFilter(), None)).Refused);
        Assert.Equal(Refusal.NotFound, (await room.Get<TranscriptQueries>().FindAsync(learner, other.PersonId, "en", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await room.Get<CertificateQueries>().FindSignedAsync(learner, await room.CertificateOfAsync(exam), None)).Refused);
        Assert.Equal(Refusal.NotFound, (await room.Get<AttemptService>().SubmitAsync(learner, exam, None)).Refused);

        // Not before the minute is over, and then once.
        var sweep = room.Get<IEnumerable<IHostedService>>().OfType<RefusedActSweep>().Single();
        await sweep.RoundAsync(None);
        Assert.Empty(await room.FactsAsync<ActRefused>());
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await sweep.RoundAsync(None);
        await sweep.RoundAsync(None);

        var told = await room.FactsAsync<ActRefused>();
        Assert.All(told, fact => Assert.Equal((learner.PersonId, LearningRoom.Start), (fact.PersonId, fact.Minute)));
        Assert.Equal(
            [
                (RefusedAct.People, 3), (RefusedAct.Access, 1), (RefusedAct.Settings, 1), (RefusedAct.Assignments, 1), (RefusedAct.Drafts, 1), (RefusedAct.AuditLog, 1),
                (RefusedAct.Record, 3),
            ],
            told.OrderBy(fact => fact.Act).Select(fact => (fact.Act, fact.Count)));
    }

    [Fact]
    public async Task What_cannot_be_recorded_now_is_recorded_later()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learner = await room.AddLearnerAsync();
        var refused = room.Get<RefusedActs>();
        refused.Refuse(learner, RefusedAct.Publishing);
        room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await refused.WriteAsync(all: true, None)).Refused);
        refused.Refuse(learner, RefusedAct.Publishing);
        room.MakeReadOnly(false);

        Assert.True((await refused.WriteAsync(all: true, None)).Ok);

        Assert.Equal(new ActRefused(learner.PersonId, RefusedAct.Publishing, LearningRoom.Start, 2), Assert.Single(await room.FactsAsync<ActRefused>()));
    }
}
