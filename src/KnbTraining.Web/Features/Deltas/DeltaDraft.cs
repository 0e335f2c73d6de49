using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.Deltas;

/// <summary>What is typed on the page about changed rules, before it is a <see cref="DeltaForm"/>.</summary>
public sealed class DeltaDraft
{
    private const int UsualDays = 30;
    private const string KazakhLetters = "әғқңөұүһі";

    private readonly HashSet<string> _rules = new(StringComparer.Ordinal);

    public DeltaWhom Whom { get; set; }

    public string Holder { get; set; } = "";

    public string Capacity { get; set; } = "";

    public string? Unit { get; set; }

    public string Days { get; set; } = "";

    public LocalizedText Reason { get; set; } = LocalizedText.Empty;

    /// <summary>What it is opened for; null where nobody proposed it.</summary>
    public Guid? ProposalId { get; private set; }

    /// <summary>Null where no whole number was typed.</summary>
    public int? WholeDays => int.TryParse(Days.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? days : null;

    /// <summary>What was proposed may have been decided by somebody else; then it is opened for itself.</summary>
    public void Keep(ProposedDelta? waiting) => ProposalId = waiting?.Id == ProposalId ? ProposalId : null;

    public bool Has(string rule) => _rules.Contains(rule);

    public void Choose(string rule, bool on) => _ = on ? _rules.Add(rule) : _rules.Remove(rule);

    /// <summary>What means something else is chosen. The reason is that of the change, in the language in which it seems to be written.</summary>
    public static DeltaDraft Of(DeltaOffer offer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        var draft = new DeltaDraft
        {
            Days = UsualDays.ToString(CultureInfo.InvariantCulture),
            Reason = offer.Reason is { } reason ? LocalizedText.Empty.With(LanguageOf(reason), reason) : LocalizedText.Empty,
        };
        draft._rules.UnionWith(offer.Rules.Where(rule => rule.IsMaterial).Select(rule => rule.Id));
        return draft;
    }

    /// <summary>As somebody has proposed it; whom it means is left to whoever opens it.</summary>
    public static DeltaDraft Of(ProposedDelta proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var draft = new DeltaDraft
        {
            Days = proposal.Days.ToString(CultureInfo.InvariantCulture),
            Reason = proposal.Reason,
            ProposalId = proposal.Id,
        };
        draft._rules.UnionWith(proposal.Rules);
        return draft;
    }

    public DeltaForm FormFor(int edition) => new()
    {
        Edition = edition,
        Rules = [.. _rules],
        Whom = Whom,
        Audience = new AssignmentAudience(
            AskedNumber.Value<HolderStatus>(Holder), AskedNumber.Value<Capacity>(Capacity), string.IsNullOrEmpty(Unit) ? null : Unit),
        Days = WholeDays,
        Reason = Reason,
        ProposalId = ProposalId,
    };

    private static string LanguageOf(string text)
    {
        char[] letters = [.. text.Select(char.ToLowerInvariant)];
        return Array.Exists(letters, KazakhLetters.Contains) ? Languages.Kazakh
            : Array.Exists(letters, letter => letter is >= 'а' and <= 'я') ? Languages.Russian
            : Languages.English;
    }
}
