using KnbTraining.Content.Items;
using KnbTraining.Rules;
using KnbTraining.Web.Components.Exploring;
using KnbTraining.Web.Components.Lessons;

namespace KnbTraining.Web.Features.Explore;

/// <summary>One fact to choose, in words.</summary>
public sealed record FactGroup(string Dimension, string Label, IReadOnlyList<FactChoice> Choices);

public sealed record FactChoice(string Value, string Label, bool Chosen);

/// <summary>A duty that holds, and where it comes from.</summary>
public sealed record DutyLine(string Text, IReadOnlyList<string> Sources);

/// <summary>A single other fact with which the verdict would be another.</summary>
/// <param name="Situation">The situation with that fact.</param>
/// <param name="Planned">The liability if the plan were adopted; null where it is the same as under the law in force.</param>
public sealed record OtherFact(string Dimension, string Label, string Value, Situation Situation, string InForce, string? Planned);

/// <summary>Everything that the explorer says about one situation, in one language.</summary>
public sealed class Exploration
{
    private readonly LessonSetting _setting;

    public Exploration(LessonSetting setting, Situation situation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(situation);
        _setting = setting;
        Situation = situation;
        var book = setting.Edition.RuleBook;
        InForce = book.Evaluate(situation, setting.InForce);
        IfAdopted = book.Evaluate(situation, setting.IfAdopted);
        Why = setting.Items.ForSituation(situation, setting.InForce, setting.Language);
        Groups = [.. book.Vocabulary.Dimensions
            .Where(dimension => situation[dimension.Id] is not null)
            .OrderBy(dimension => dimension.Role == DimensionRole.Act ? 0 : 1)
            .Select(dimension => new FactGroup(
                dimension.Id,
                LabelOf(dimension.Id),
                [.. dimension.Values.Select(value => new FactChoice(value, LabelOf(dimension.Id, value), value == situation[dimension.Id]))]))];
        Others = [.. book.FindCounterfactuals(situation, setting.InForce).Select(Other)];
        Caution = Silence() is { } silent ? setting.Items.ForSituation(silent.Situation, silent.Law, setting.Language).Caution : null;
    }

    public Situation Situation { get; }

    public Verdict InForce { get; }

    public Verdict IfAdopted { get; }

    /// <summary>The facts that can be chosen with this act; the act itself comes first.</summary>
    public IReadOnlyList<FactGroup> Groups { get; }

    public string Answer => Word(InForce);

    /// <summary>What would hold if the plan were adopted; null where it would change nothing.</summary>
    public string? PlannedAnswer => IfAdopted.Liability == InForce.Liability ? null : Word(IfAdopted);

    public IReadOnlyList<DutyLine> Duties => DutiesOf(InForce);

    /// <summary>The duties if the plan were adopted; null where they are those of today.</summary>
    public IReadOnlyList<DutyLine>? PlannedDuties =>
        IfAdopted.Duties.Order(StringComparer.Ordinal).SequenceEqual(InForce.Duties.Order(StringComparer.Ordinal)) ? null : DutiesOf(IfAdopted);

    /// <summary>The verdict under the law in force as a path.</summary>
    public Explanation Why { get; }

    /// <summary>Each single fact that would change the verdict under the law in force.</summary>
    public IReadOnlyList<OtherFact> Others { get; }

    /// <summary>Set where anything that is shown is not covered by the sources: that never means allowed.</summary>
    public string? Caution { get; }

    /// <summary>True where any item family asks about a rule that decides here.</summary>
    public bool CanAsk => Asking.Any();

    /// <summary>The item families that ask about a rule that decides here: rules in force first, then families that can ask about this very situation.</summary>
    public IReadOnlyList<string> Families =>
        [.. Asking
            .OrderBy(family => Deciding.IndexOf(family.Rule))
            .ThenBy(family => PracticeQuestion.CanAskAbout(_setting.Items, family, Situation) ? 0 : 1)
            .Select(family => family.Id)];

    private List<string> Deciding => [.. InForce.Deciding.Concat(IfAdopted.Deciding).Select(rule => rule.Id).Distinct(StringComparer.Ordinal)];

    private IEnumerable<ItemFamily> Asking
    {
        get
        {
            var deciding = Deciding;
            return _setting.Items.Families.Where(family => deciding.Contains(family.Rule));
        }
    }

    public string LabelOf(string dimension) => _setting.Edition.Words.Dimensions[dimension][_setting.Language];

    private string LabelOf(string dimension, string value) => _setting.Edition.Words.Values[(dimension, value)][_setting.Language];

    private string Word(Verdict verdict) => _setting.Edition.Words.Liabilities[verdict.Liability][_setting.Language];

    private OtherFact Other(Counterfactual other)
    {
        var adopted = _setting.Edition.RuleBook.Evaluate(other.Verdict.Situation, _setting.IfAdopted);
        return new OtherFact(
            other.Dimension,
            LabelOf(other.Dimension),
            LabelOf(other.Dimension, other.Value),
            other.Verdict.Situation,
            Word(other.Verdict),
            adopted.Liability == other.Verdict.Liability ? null : Word(adopted));
    }

    private DutyLine[] DutiesOf(Verdict verdict) =>
        [.. verdict.Duties.Select(duty => new DutyLine(
            _setting.Edition.Words.Duties[duty][_setting.Language],
            [.. verdict.Derivation
                .Where(step => step.Result == StepResult.Fired && step.Rule.Then.Duties.Contains(duty, StringComparer.Ordinal))
                .SelectMany(step => _setting.Items.ForRule(step.Rule.Id, _setting.Language).Sources)
                .Distinct(StringComparer.Ordinal)]))];

    /// <summary>A verdict on the page that the sources leave open; null where there is none.</summary>
    private Verdict? Silence()
    {
        IEnumerable<Situation> shown = [Situation, .. Others.Select(other => other.Situation)];
        return shown
            .SelectMany(situation => new[] { _setting.InForce, _setting.IfAdopted }.Select(law => _setting.Edition.RuleBook.Evaluate(situation, law)))
            .FirstOrDefault(verdict => verdict.Liability == Liability.NotCovered);
    }
}
