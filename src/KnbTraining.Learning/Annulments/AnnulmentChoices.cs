using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Annulments;

/// <summary>What exams have asked, to be chosen from by its words.</summary>
public sealed class AnnulmentChoices(LearningStore store, EditionStore editions)
{
    /// <summary>Rules that are offered for what was typed.</summary>
    public const int MostRules = 40;

    /// <summary>Questions of one rule that are offered, those that were asked most first.</summary>
    public const int MostItems = 30;

    /// <summary>Rules about which exams were graded, by words of their titles and statements or by what stands beside them; all of them where nothing was typed.</summary>
    public async Task<IReadOnlyList<AskedRule>> RulesAsync(Viewer viewer, string? typed, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return [];
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var asked = await store.ReadAsync(db => db.AskedFamilies.Select(family => family.RuleId).Distinct().ToListAsync(ct), ct);
        var words = NameFold.Words(typed);
        return
        [
            .. asked
                .Select(id => (Id: id, Rule: edition.Rules.GetValueOrDefault(id)))
                .Where(rule => NameFold.Holds($"{rule.Id} {rule.Rule?.Title[language]} {rule.Rule?.Statement[language]}", words))
                .Select(rule => new AskedRule(rule.Id, rule.Rule?.Title[language] ?? rule.Id))
                .OrderBy(rule => rule.Title, NameOrder.Comparer)
                .ThenBy(rule => rule.Id, StringComparer.Ordinal)
                .Take(MostRules),
        ];
    }

    /// <summary>The rule as a whole, its families of questions, and its questions, with how many exams of the editions asked each.</summary>
    public async Task<IReadOnlyList<AskedThing>> ThingsAsync(Viewer viewer, string ruleId, int first, int last, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return [];
        }

        var asked = await store.ReadAsync(
            db => (from item in db.AttemptItems.Counted()
                   where item.Family.RuleId == ruleId
                   join attempt in db.Attempts on item.AttemptNumber equals attempt.Number
                   where attempt.Mode == AttemptMode.Exam && attempt.State == AttemptState.Graded && attempt.EditionNumber >= first && attempt.EditionNumber <= last
                   group attempt by new { item.Family.FamilyId, item.Variant } into own
                   select new { own.Key.FamilyId, own.Key.Variant, Exams = own.Count(), Edition = own.Max(attempt => attempt.EditionNumber), Law = own.Max(attempt => attempt.LawDate) })
                .ToListAsync(ct),
            ct);
        if (asked.Count == 0)
        {
            return [];
        }

        // A family is called by its question that was asked most.
        var most = asked.OrderByDescending(item => item.Exams).ThenBy(item => item.FamilyId, StringComparer.Ordinal).ThenBy(item => item.Variant).ToArray();
        var things = new List<AskedThing>();
        var families = new List<AskedThing>();
        foreach (var (item, place) in most.Select((item, place) => (item, place)))
        {
            var isFirst = !families.Exists(family => family.Id == item.FamilyId);
            if (place >= MostItems && !isFirst)
            {
                continue;
            }

            var id = Item.IdOf(item.FamilyId, item.Variant);
            var words = WordsOf((await editions.FindAsync(item.Edition, ct)).Edition.ItemsOn(item.Law), id, language) ?? id;
            if (place < MostItems)
            {
                things.Add(new AskedThing(AnnulledKind.Item, id, words, item.Exams));
            }

            if (isFirst)
            {
                families.Add(new AskedThing(AnnulledKind.Family, item.FamilyId, words, most.Where(own => own.FamilyId == item.FamilyId).Sum(own => own.Exams)));
            }
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return
        [
            new AskedThing(AnnulledKind.Rule, ruleId, edition.Rules.GetValueOrDefault(ruleId)?.Title[language] ?? ruleId, asked.Sum(item => item.Exams)),
            .. families.OrderByDescending(family => family.Exams).ThenBy(family => family.Id, StringComparer.Ordinal),
            .. things,
        ];
    }

    /// <summary>The rule that something belongs to which an address names; null where no exam has asked it.</summary>
    public async Task<string?> RuleOfAsync(Viewer viewer, string wrong, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var family = Item.TryReadId(wrong, out var read, out _) ? read : wrong;
        return EditingQueries.MayRead(viewer)
            ? await store.ReadAsync(
                db => db.AskedFamilies.Where(asked => asked.RuleId == wrong || asked.FamilyId == family).Select(asked => asked.RuleId).FirstOrDefaultAsync(ct), ct)
            : null;
    }

    /// <summary>What is taken out, in words.</summary>
    internal async Task<string> WordsAsync(TakenOut what, string ruleId, string language, CancellationToken ct)
    {
        if (what.Kind == AnnulledKind.Rule)
        {
            return (await editions.CurrentAsync(ct)).Edition.Rules.GetValueOrDefault(ruleId)?.Title[language] ?? ruleId;
        }

        var family = Item.TryReadId(what.Subject, out var read, out var variant) ? read : what.Subject;
        var isItem = what.Kind == AnnulledKind.Item;
        var asked = await store.ReadAsync(
            db => (from item in db.AttemptItems
                   where item.Family.FamilyId == family && (!isItem || item.Variant == variant)
                   join attempt in db.Attempts on item.AttemptNumber equals attempt.Number
                   where attempt.Mode == AttemptMode.Exam && attempt.State == AttemptState.Graded && attempt.EditionNumber >= what.From && attempt.EditionNumber <= what.To
                   group attempt by item.Variant into own
                   orderby own.Count() descending, own.Key
                   select new { Variant = own.Key, Edition = own.Max(attempt => attempt.EditionNumber), Law = own.Max(attempt => attempt.LawDate) }).FirstOrDefaultAsync(ct),
            ct);
        return asked is null
            ? what.Subject
            : WordsOf((await editions.FindAsync(asked.Edition, ct)).Edition.ItemsOn(asked.Law), Item.IdOf(family, asked.Variant), language) ?? what.Subject;
    }

    private static string? WordsOf(ItemBank bank, string id, string language)
    {
        if (!bank.TryFind(id, out var item))
        {
            return null;
        }

        var text = bank.Render(item, language);
        return text.Case is { } story ? $"{story} {text.Question}" : text.Question;
    }
}
