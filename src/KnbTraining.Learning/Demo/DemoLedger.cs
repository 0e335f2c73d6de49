using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Demo;

/// <summary>
/// Records the invented history as the application would have recorded it while it happened: the same facts, in the same order. Their instant is
/// that at which the demo was made, because a ledger never says that it wrote something earlier than it did.
/// </summary>
internal static class DemoLedger
{
    /// <summary>Everything must be stored already: the seals are made of what the database holds.</summary>
    public static async Task RecordAsync(
        StoreWrite write,
        DemoOrganisation organisation,
        DemoHistory history,
        IEnumerable<Acknowledgement> confirmed,
        LearningOptions options,
        CancellationToken ct)
    {
        write.Record(Actor.Application, new DemoMade(organisation.People.Count));
        foreach (var unit in organisation.Units)
        {
            write.Record(Actor.Application, UnitAdded.Of(write, unit), unit.KnownBy);
        }

        foreach (var person in organisation.People)
        {
            write.Record(Actor.Application, Added(write, person), person.Person.KnownBy);
        }

        var steps = (await write.Db.AttemptSteps.AsNoTracking().OrderBy(step => step.Sequence).ToListAsync(ct)).ToLookup(step => step.AttemptNumber);
        var facts = history.Rules.SelectMany(rule => Given(rule, history, options))
            .Concat(history.Sittings.Select(sitting => sitting.Attempt).SelectMany(attempt => Sat(attempt, steps[attempt.Number], history)))
            .Concat(confirmed.Select(reading => new Told(reading.ConfirmedAt!.Value, Actor.Of(reading.PersonId), Confirmed(write, reading))));
        foreach (var told in facts.OrderBy(told => told.At))
        {
            write.Record(told.Actor, told.Fact);
        }
    }

    private static PersonAdded Added(StoreWrite write, DemoPerson demo)
    {
        var person = demo.Person;
        return new PersonAdded(
            person.Id,
            write.Text(person.Id, person.Name),
            write.Text(person.Id, demo.UserName),
            null,
            null,
            person.Standings[0].From,
            person.StandingToday,
            GrantedRights.Of(person),
            write.Text(person.Id, PersonForm.WordOf(person.ExamTime)));
    }

    private static IEnumerable<Told> Given(AssignmentRule rule, DemoHistory history, LearningOptions options)
    {
        Cycle[] cycles = [.. history.Cycles.Where(cycle => cycle.RuleId == rule.Id)];
        var course = Slug.Of(rule.CourseId);
        var atOnce = cycles.Count(cycle => options.InstantOf(cycle.OpenedOn, TimeOnly.MinValue) <= rule.CreatedAt);
        yield return new Told(rule.CreatedAt, Actor.Of(rule.CreatedById), new AssignmentMade(rule.Id, course, RecordedAssignment.Of(rule), atOnce));
        foreach (var cycle in cycles)
        {
            var day = options.InstantOf(cycle.OpenedOn, TimeOnly.MinValue);
            var at = day > rule.CreatedAt ? day : rule.CreatedAt;
            var actor = at == rule.CreatedAt ? Actor.Of(rule.CreatedById) : Actor.Application;
            yield return new Told(at, actor, new CycleOpened(cycle.Id, cycle.PersonId, course, rule.Id, cycle.DueOn));
        }
    }

    // Only exams are told of.
    private static IEnumerable<Told> Sat(Attempt attempt, IEnumerable<AttemptStep> steps, DemoHistory history)
    {
        if (attempt.Mode != AttemptMode.Exam)
        {
            yield break;
        }

        var (actor, course) = (Actor.Of(attempt.PersonId), Slug.Of(attempt.CourseId));
        var items = AttemptSeal.OfItems(attempt.Items);
        yield return new Told(attempt.StartedAt, actor, new ExamStarted(
            attempt.Id, attempt.PersonId, course, attempt.EditionNumber, attempt.LawDate, attempt.Deadline, attempt.Total, items));
        yield return new Told(attempt.SubmittedAt!.Value, actor, new ExamGraded(
            attempt.Id,
            attempt.PersonId,
            course,
            attempt.EditionNumber,
            attempt.Percent!.Value,
            attempt.Passed!.Value,
            attempt.SubmittedAt.Value,
            attempt.ValidUntil,
            items,
            AttemptSeal.OfSteps(steps),
            AttemptSeal.OfScores(attempt.Items)));
        foreach (var cycle in history.Cycles.Where(cycle => cycle.AttemptId == attempt.Id))
        {
            yield return new Told(
                attempt.SubmittedAt.Value, Actor.Application, new CycleCompleted(cycle.Id, cycle.PersonId, course, attempt.Id, cycle.ValidUntil!.Value));
        }
    }

    private static AcknowledgementConfirmed Confirmed(StoreWrite write, Acknowledgement reading) => new(
        reading.Id,
        reading.PersonId,
        Slug.Of(reading.DocumentId),
        reading.Version,
        reading.EditionNumber,
        Slug.Of(reading.Language),
        Digest.Parse(reading.TextHash),
        write.Text(reading.PersonId, reading.TypedPhrase!),
        reading.ValidUntil);

    /// <param name="At">When it happened in the story.</param>
    private sealed record Told(DateTimeOffset At, Actor Actor, Fact Fact);
}
