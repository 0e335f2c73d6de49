using KnbTraining.Learning;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.TestKit;

/// <summary>Exams that stand just at the mark, and annulments from proposal to end.</summary>
public static class Annulling
{
    private const int MostTries = 20_000;

    // A family that can make as many variants makes the same one for nobody else.
    private const uint Rare = 100_000;

    /// <summary>
    /// An exam that is passed, or not, by its real answers, and would not be, or would, with one of its questions treated as wrong; that question is asked in no
    /// other attempt.
    /// </summary>
    public static async Task<(Guid Attempt, string Item)> SitAtTheMarkAsync(
        this LearningRoom room, Viewer person, bool passed, WrongItems treatment, bool then, bool submit = true)
    {
        ArgumentNullException.ThrowIfNull(room);
        var exam = EditionSample.Edition.Courses[EditionSample.Course].Exam;
        var id = await room.StartAsync(person);
        var (items, others) = await ItemsAsync(room, id);
        var random = new Random(7);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var right = items.ToDictionary(item => item.Position, _ => random.NextDouble() < 0.85);
            if (Passes(null) != passed || items.Find(item => item.Variant > Rare && !others.Contains(item.ItemId) && Passes(item) == then) is not { } found)
            {
                continue;
            }

            foreach (var (position, key) in (await room.KeysAsync(id)).Where(entry => right[entry.Key]))
            {
                var saved = await room.Get<AttemptService>().AnswerAsync(person, id, position, key, Guid.CreateVersion7(), CancellationToken.None);
                if (!saved.Ok)
                {
                    throw new InvalidOperationException($"Position {position} was refused: {saved}");
                }
            }

            if (submit)
            {
                await room.Get<AttemptService>().SubmitAsync(person, id, CancellationToken.None);
            }

            return (id, found.ItemId);

            bool Passes(AttemptItem? wrong) =>
                Regrading.Of(exam, [.. items.Select(one => (one.Part, right[one.Position] ? 1.0 : 0.0, one == wrong ? treatment : (WrongItems?)null))])!.Passed;
        }

        throw new InvalidOperationException("No answers stand just at the mark.");
    }

    /// <summary>Proposes it as an editor and approves it as a reviewer, both made for it.</summary>
    public static async Task<Guid> AnnulAsync(this LearningRoom room, string wrong, WrongItems treatment, string reason = "The key was wrong.")
    {
        ArgumentNullException.ThrowIfNull(room);
        var editor = await room.AddAsync(new PersonBuilder().Named("Annulling Editor").Holding(HolderStatus.None).With(Role.Editor));
        var reviewer = await room.AddAsync(new PersonBuilder().Named("Annulling Reviewer").Holding(HolderStatus.None).With(Role.Reviewer));
        var form = new RegradingForm { Wrong = wrong, From = 1, To = 1, Treatment = treatment };
        var proposed = await room.Get<AnnulmentService>().ProposeAsync(editor, form, reason, CancellationToken.None);
        var sheet = (await room.Get<AnnulmentQueries>().FindAsync(reviewer, proposed.Value, "en", CancellationToken.None)).Value
            ?? throw new InvalidOperationException($"It was not proposed: {proposed}");
        var approved = await room.Get<AnnulmentService>().ApproveAsync(reviewer, proposed.Value, sheet.Preview!.Effect, CancellationToken.None);
        return approved.Ok ? proposed.Value : throw new InvalidOperationException($"It was not approved: {approved}");
    }

    private static async Task<(List<AttemptItem> Items, HashSet<string> Others)> ItemsAsync(LearningRoom room, Guid id)
    {
        await using var db = room.Open();
        var all = await db.Attempts.AsNoTracking().Include(one => one.Items).ThenInclude(item => item.Family).AsSplitQuery().ToListAsync();
        return ([.. all.Single(one => one.Id == id).Items], [.. all.Where(one => one.Id != id).SelectMany(one => one.Items).Select(item => item.ItemId)]);
    }
}
