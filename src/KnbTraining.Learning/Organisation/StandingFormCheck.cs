using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Organisation;

/// <summary>What is wrong with what is said about somebody's standing.</summary>
internal static class StandingFormCheck
{
    /// <param name="spans">What is known of the person.</param>
    public static FormFindings Find(StandingForm form, IReadOnlyList<StandingSpan> spans, DateOnly today)
    {
        var findings = new FormFindings();
        findings.Add(nameof(form.Act), Enum.IsDefined(form.Act) ? null : "unknown");
        findings.Add(nameof(form.HolderStatus), Enum.IsDefined(form.HolderStatus) ? null : "unknown");
        findings.Add(nameof(form.Capacity), Enum.IsDefined(form.Capacity) ? null : "unknown");
        findings.Add(nameof(form.Day), DayFault(form, spans, today));
        findings.Add(nameof(form.UnitId), form is { Act: StandingAct.Transfer or StandingAct.Rehire, UnitId: null } ? TypedText.Required : null);
        findings.Add(nameof(form.Until), form.Act == StandingAct.Leave ? UntilFault(form, spans) : null);
        findings.Add(nameof(form.Reason), ReasonFault(form.Reason, form.From < today));
        if (!findings.Any)
        {
            findings.Add(FieldOf(form.Act), ActFault(form, spans));
        }

        return findings;
    }

    /// <param name="isAsked">True where what lies behind is changed.</param>
    public static string? ReasonFault(string? reason, bool isAsked) =>
        isAsked ? TypedText.LineFault(reason, StandingForm.LongestReason) : TypedText.OptionalLineFault(reason, StandingForm.LongestReason);

    private static string? DayFault(StandingForm form, IReadOnlyList<StandingSpan> spans, DateOnly today) => form.Day is not { } day ? TypedText.Required
        : day < spans[0].From ? "before-first-day"
        : day > today.AddDays(StandingForm.MostDaysAhead) ? "too-far-ahead"
        : null;

    private static string? UntilFault(StandingForm form, IReadOnlyList<StandingSpan> spans) => form.Until is not { } until ? null
        : until < form.Day ? "ends-before-it-begins"
        : until > form.Day?.AddYears(10) ? "too-far-ahead"
        : On(form.Day ?? until, until, spans).Any(span => span.Values.Employment != Employment.Active) ? "not-employed"
        : null;

    // What cannot be beside what is known of that day.
    private static string? ActFault(StandingForm form, IReadOnlyList<StandingSpan> spans)
    {
        var (day, from) = (form.Day!.Value, form.From!.Value);
        var held = spans.On(from)!;
        return form.Act switch
        {
            StandingAct.Transfer => Employed(held) ?? (held.UnitId == form.UnitId ? "nothing-changes" : null),
            StandingAct.Clearance => Employed(held) ?? (held.HolderStatus == form.HolderStatus ? "nothing-changes" : null),
            StandingAct.Capacity => Employed(held) ?? (held.Capacity == form.Capacity ? "nothing-changes" : null),
            StandingAct.Leave => held.Employment switch { Employment.Left => "not-employed", Employment.OnLeave => "on-leave-already", _ => null },
            StandingAct.Return => held.Employment == Employment.OnLeave ? null : "not-on-leave",
            StandingAct.Leaving => Employed(spans.On(day)!) ?? (held.Employment == Employment.Left ? "nothing-changes" : null),
            _ => held.Employment == Employment.Left ? null : "not-left",
        };
    }

    private static string FieldOf(StandingAct act) => act switch
    {
        StandingAct.Transfer => nameof(StandingForm.UnitId),
        StandingAct.Clearance => nameof(StandingForm.HolderStatus),
        StandingAct.Capacity => nameof(StandingForm.Capacity),
        _ => nameof(StandingForm.Day),
    };

    private static string? Employed(StandingValues values) => values.Employment == Employment.Left ? "not-employed" : null;

    private static IEnumerable<StandingSpan> On(DateOnly from, DateOnly until, IEnumerable<StandingSpan> spans) =>
        spans.Where(span => span.From <= until && !(span.Until < from));
}
