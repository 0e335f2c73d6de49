using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Remarks;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Remarks;

/// <summary>The form on which somebody says what is wrong with a question. It shows the question and the answer that was given, never the key.</summary>
public sealed partial class NewRemarkPage
{
    private RemarkableQuestion? _question;
    private Refusal? _refused;
    private string? _back;
    private string? _reason = "";
    private string? _text;
    private string? _finding;
    private string? _reasonFinding;
    private string? _textFinding;
    private bool _busy;
    private bool _sent;

    [SupplyParameterFromQuery(Name = "attempt")]
    private string? AskedAttempt { get; set; }

    [SupplyParameterFromQuery(Name = "question")]
    private string? AskedQuestion { get; set; }

    [SupplyParameterFromQuery(Name = "course")]
    private string? AskedCourse { get; set; }

    [SupplyParameterFromQuery(Name = "lesson")]
    private string? AskedLesson { get; set; }

    [SupplyParameterFromQuery(Name = "edition")]
    private string? AskedEdition { get; set; }

    [SupplyParameterFromQuery(Name = "item")]
    private string? AskedItem { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? AskedOrder { get; set; }

    [SupplyParameterFromQuery(Name = "answer")]
    private string? AskedAnswer { get; set; }

    [Inject]
    private RemarkSight Sight { get; set; } = default!;

    [Inject]
    private RemarkService Remarks { get; set; } = default!;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    private string Back => _back ?? "";

    private IEnumerable<(string, string)> Reasons =>
        Enum.GetValues<RemarkReason>().Select(reason => ($"{reason}", Texts[$"Reason.{reason}"].Value)).Prepend(("", Texts["Reason.choose"].Value));

    private RemarkSubject? Subject =>
        AskedNumber.Id(AskedAttempt) is { } attempt ? new RemarkSubject.InAttempt(attempt, Number(AskedQuestion))
        : AskedItem is not null ? new RemarkSubject.InLesson(Number(AskedEdition), AskedItem, Ids(AskedOrder), Ids(AskedAnswer))
        : null;

    protected override async Task OnInitializedAsync()
    {
        if (Subject is not { } subject)
        {
            _refused = Refusal.NotFound;
            return;
        }

        var found = await Sight.FindAsync(await Current.GetAsync(), subject, Cultures.CurrentLanguage, CancellationToken.None);
        (_question, _refused) = (found.Value, found.Refused);
        _back = await BackAsync(subject);
    }

    private async Task SendAsync()
    {
        // The second of two quick presses says nothing new.
        if (_busy || _sent || Subject is not { } subject)
        {
            return;
        }

        _busy = true;
        var sent = await Remarks.MakeAsync(
            await Current.GetAsync(), subject, AskedNumber.Value<RemarkReason>(_reason), _text, Cultures.CurrentLanguage, CancellationToken.None);
        _busy = false;
        _sent = sent.Ok;
        (_reasonFinding, _textFinding) = (TextAt("Reason"), TextAt("Text"));
        _finding = sent.Ok || _reasonFinding is not null || _textFinding is not null ? null
            : sent.Findings.At("Item") is not null ? Texts["New.again"].Value
            : sent.Refused == Refusal.TooMany ? Texts["New.tooMany", RemarkService.MostADay].Value
            : Shared[$"Refusal.{sent.Refused}"].Value;

        string? TextAt(string field) => sent.Findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;
    }

    // Where the question was seen; an address that names no lesson of ours leads home.
    private async Task<string?> BackAsync(RemarkSubject subject)
    {
        if (subject is RemarkSubject.InAttempt attempt)
        {
            return _question?.Place == RemarkPlace.Practice ? $"quiz/{attempt.AttemptId}/{attempt.Position}" : $"quiz/{attempt.AttemptId}/result";
        }

        var edition = (await Editions.CurrentAsync(CancellationToken.None)).Edition;
        return AskedCourse is not null && AskedLesson is not null && edition.EveryCourse.ContainsKey(AskedCourse) && edition.Lessons.ContainsKey(AskedLesson)
            ? $"learn/{AskedCourse}/{AskedLesson}"
            : null;
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string[] Ids(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
