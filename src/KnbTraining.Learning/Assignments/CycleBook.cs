using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Keeps the events, reasons and spans of people in line with their cycles and with the assignments that mean them.</summary>
internal static class CycleBook
{
    /// <summary>Adds what follows from the cycles, which must be saved already, and from the assignments that ask today.</summary>
    /// <returns>For each person what is to be told the number of the fact; nothing where nothing was changed.</returns>
    public static async Task<Dictionary<Guid, Action<long>?>> FollowAsync(
        LearningDbContext db, string courseId, IReadOnlyCollection<Guid> people, DateOnly today, CancellationToken ct)
    {
        var numbered = await SettleAsync(db, courseId, people, today, ct);

        // Whoever reads them again in this transaction must see what was added.
        await db.SaveChangesAsync(ct);
        return numbered;
    }

    /// <summary>The same where the fact has its number already: each row is written once, and not a second time when it is told.</summary>
    /// <returns>For how many people something was changed.</returns>
    public static async Task<int> FollowAsync(
        LearningDbContext db, string courseId, IReadOnlyCollection<Guid> people, DateOnly today, long number, CancellationToken ct)
    {
        Action<long>[] changed = [.. (await SettleAsync(db, courseId, people, today, ct)).Values.OfType<Action<long>>()];
        Array.ForEach(changed, tell => tell(number));
        await db.SaveChangesAsync(ct);
        return changed.Length;
    }

    /// <summary>As <see cref="FollowAsync(LearningDbContext, string, IReadOnlyCollection{Guid}, DateOnly, CancellationToken)"/>, for what was read already.</summary>
    public static async Task FollowAsync(
        LearningDbContext db, IReadOnlyCollection<CourseRecord> records, string courseId, DateOnly today, CancellationToken ct)
    {
        Guid[] people = [.. records.Select(record => record.PersonId)];
        var asking = await AskingAsync(db, courseId, people, ct);
        var leaves = await LeavesAsync(db, people, ct);
        foreach (var record in records)
        {
            Follow(record, AskingOf(record, asking), CycleLeave.Join(leaves.Where(row => row.PersonId == record.PersonId)), today);
        }
    }

    /// <summary>What follows for one person and course from those who ask today and from leaves.</summary>
    internal static void Follow(CourseRecord record, IReadOnlyList<AskingRule> asking, IReadOnlyList<Absence> leaves, DateOnly today)
    {
        record.Ask(asking, today);
        RuleDues.SetFirst(record, today);
        record.Follow();
        RuleDues.Follow(record, today);
        CycleLeave.Follow(record, leaves);
    }

    /// <summary>The rows in which these people are on leave, in the order of days.</summary>
    internal static Task<List<Standing>> LeavesAsync(LearningDbContext db, IReadOnlyCollection<Guid> people, CancellationToken ct) => db.Standings
        .Where(row => row.SeqOut == null && row.Employment == Employment.OnLeave && people.Contains(row.PersonId))
        .OrderBy(row => row.From)
        .ToListAsync(ct);

    /// <summary>The assignments of a course that mean each of these people today.</summary>
    public static async Task<ILookup<Guid, AskingRule>> AskingAsync(
        LearningDbContext db, string courseId, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var found = new List<(Guid PersonId, AskingRule Rule)>();
        var rules = await db.AssignmentRules.Running().Where(rule => rule.CourseId == courseId).OrderBy(rule => rule.CreatedAt).ToListAsync(ct);
        var versions = await db.AssignmentRuleVersions
            .Where(row => row.Until == null && row.SeqOut == null && db.AssignmentRules.Any(rule => rule.Id == row.RuleId && rule.CourseId == courseId))
            .ToDictionaryAsync(row => row.RuleId, row => row.Number, ct);
        foreach (var rule in rules)
        {
            var meant = await db.People.Where(person => people.Contains(person.Id)).Of(rule.Audience).Select(person => person.Id).ToListAsync(ct);
            found.AddRange(meant.Select(person => (person, new AskingRule(rule.Id, versions.GetValueOrDefault(rule.Id, rule.Version)))));
        }

        return found.ToLookup(each => each.PersonId, each => each.Rule);
    }

    /// <summary>Who asks somebody: the assignments, and whoever gave the course to this one person, until it is completed.</summary>
    public static IReadOnlyList<AskingRule> AskingOf(CourseRecord record, ILookup<Guid, AskingRule> asking) =>
        record.Latest is { RuleId: null, CompletedOn: null, WithdrawnOn: null }
            ? [.. asking[record.PersonId], AskingRule.ByHand]
            : [.. asking[record.PersonId]];

    private static async Task<Dictionary<Guid, Action<long>?>> SettleAsync(
        LearningDbContext db, string courseId, IReadOnlyCollection<Guid> people, DateOnly today, CancellationToken ct)
    {
        var records = await CourseRecord.ReadAsync(db, courseId, people, ct);
        await FollowAsync(db, records.Values, courseId, today, ct);
        return records.ToDictionary(record => record.Key, record => record.Value.Settle());
    }

    /// <summary>Keeps what an assignment says from today on, or that it says nothing any more.</summary>
    /// <returns>To be told the number of the fact.</returns>
    public static async Task<Action<long>> FollowAsync(LearningDbContext db, AssignmentRule rule, DateOnly today, CancellationToken ct)
    {
        var rows = new List<Action<long>>();
        if (await db.AssignmentRuleVersions.FirstOrDefaultAsync(row => row.RuleId == rule.Id && row.Until == null && row.SeqOut == null, ct) is { } current)
        {
            current.Close();
            rows.Add(current.Closed);
            if (current.From < today)
            {
                Add(current.EndedOn(today.AddDays(-1)));
            }
        }

        if (rule.EndedAt is null)
        {
            Add(AssignmentRuleVersion.Of(rule, today));
        }

        return number => rows.ForEach(tell => tell(number));

        void Add(AssignmentRuleVersion row)
        {
            db.AssignmentRuleVersions.Add(row);
            rows.Add(row.Known);
        }
    }
}

/// <summary>An assignment that asks somebody, in its version.</summary>
/// <param name="RuleId">Null where somebody gave the course to one person.</param>
public sealed record AskingRule(Guid? RuleId, int Version)
{
    public static AskingRule ByHand { get; } = new(null, 0);
}
