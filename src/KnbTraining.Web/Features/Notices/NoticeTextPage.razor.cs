using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Notices;
using KnbTraining.Web.Components.Forms;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Notices;

/// <summary>The text of one kind of notice, in each language, with how it reads while it is typed.</summary>
public sealed partial class NoticeTextPage
{
    private NoticeTextForm _form = NoticeTextForm.Of(NoticeWords.Delivered(default));
    private NoticeTextForm _opened = NoticeTextForm.Of(NoticeWords.Delivered(default));
    private NoticeWordingView? _read;
    private FormConflict<NoticeTextForm>? _conflict;
    private IReadOnlyList<NoticeTextFault> _faults = [];
    private string? _refusal;
    private bool _tried;
    private bool _missing;
    private bool _saved;
    private bool _busy;

    /// <summary>Of the kind.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Inject]
    private NoticeWordingService Service { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    private string Heading => _read is null ? Texts["Title"].Value : NoticeWords.NameOf(_read.Kind, Cultures.CurrentLanguage);

    private string Whose => _read is { IsOwn: true, ChangedAt: { } at }
        ? Texts["Own", LocalTime.Day(Clock.DayOf(at)), _read.ChangedByName ?? ""].Value
        : Texts["Delivered"].Value;

    private NoticeTemplate Delivered => NoticeWords.Delivered(_read!.Kind);

    private bool MayLackDay => _read!.Kind is NoticeKind.TextToConfirm or NoticeKind.ImportFailed or NoticeKind.Reminded;

    private bool Unsaved => _read is not null && _form.Template != _read.Current;

    protected override async Task OnParametersSetAsync()
    {
        if (_read is not null && $"{_read.Kind}" == Name)
        {
            return;
        }

        await LoadAsync();
        _missing = _read is null;
    }

    private static string IdOf(string language, bool isTitle) => $"{(isTitle ? "heading" : "text")}-{language}";

    private static string Place(string name) => $"{{{{ {name} }}}}";

    private string DeliveredAt(string language, bool isTitle) => (isTitle ? Delivered.Title : Delivered.Text)[language];

    private string MeaningOf(string name) => name switch
    {
        NoticeWords.What => "Name.what." + _read!.Kind switch
        {
            NoticeKind.TextToConfirm => "text",
            NoticeKind.ReviewWaiting or NoticeKind.ChangeDecided or NoticeKind.PublishingFailed => "change",
            NoticeKind.ImportFailed => "file",
            NoticeKind.NodeGone => "machine",
            NoticeKind.Week => "figures",
            NoticeKind.TextFailed => "kind",
            _ => "course",
        },
        NoticeWords.Day => MayLackDay ? "Name.day.maybe" : "Name.day",
        _ => $"Name.{name}",
    };

    private NoticeText? SampleIn(string language)
    {
        var template = _form.Template;
        return NoticeWords.FaultsOf(_read!.Kind, template).Any(fault => fault.Language == language) ? null : NoticeSample.Of(_read.Kind, template, language);
    }

    private string? FaultAt(string language, bool isTitle) => _faults.FirstOrDefault(fault => fault.Language == language && fault.IsTitle == isTitle) is not { } fault
        ? null
        : fault.Found switch
        {
            null => Texts["Fault.Missing"].Value,
            { Kind: TemplateFaultKind.TooLong } =>
                Texts["Fault.TooLong", (isTitle ? NoticeWords.LongestTitle : NoticeWords.LongestText).ToString("N0", CultureInfo.CurrentCulture)].Value,
            { Line: null } => Texts["Fault.Unbalanced.whole"].Value,
            { Line: { } line } found => Texts[$"Fault.{found.Kind}", line, found.Quote].Value,
        };

    private void Type(string language, bool isTitle, string? typed)
    {
        _form[language, isTitle] = typed ?? "";
        Check();
    }

    private void Restore()
    {
        _form = NoticeTextForm.Of(Delivered);
        Check();
    }

    // What is wrong is not said before somebody has tried to save it.
    private void Check()
    {
        (_saved, _refusal) = (false, null);
        _faults = _tried ? NoticeWords.FaultsOf(_read!.Kind, _form.Template) : [];
    }

    private async Task LoadAsync()
    {
        var found = Enum.TryParse<NoticeKind>(Name, out var kind) && Enum.IsDefined(kind)
            ? await Service.FindAsync(await Current.GetAsync(), kind, CancellationToken.None)
            : Refusal.NotFound;
        (_read, _conflict, _faults, _tried) = (found.Value, null, [], false);
        if (_read is not null)
        {
            (_form, _opened) = (NoticeTextForm.Of(_read.Current), NoticeTextForm.Of(_read.Current));
        }
    }

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _tried) = (true, true);
        Check();
        var viewer = await Current.GetAsync();
        var saved = await Service.SaveAsync(viewer, _read!.Kind, _form.Template, _read.Version, CancellationToken.None);
        _busy = false;
        if (saved.Ok)
        {
            await LoadAsync();
            _saved = true;
        }
        else if (saved.Refused == Refusal.Conflict)
        {
            await ShowTheirsAsync();
        }
        else
        {
            _faults = saved.Refused is WrongNoticeText wrong ? wrong.Faults : [];
            _refusal = _faults.Count > 0 ? Texts["Wrong"].Value : Shared[$"Refusal.{saved.Refused}"].Value;
        }
    }

    // Somebody was quicker: what they stored is shown beside what was typed. From now on their version is the one that was read.
    private async Task ShowTheirsAsync()
    {
        _read = (await Service.FindAsync(await Current.GetAsync(), _read!.Kind, CancellationToken.None)).Value ?? _read;
        var theirs = NoticeTextForm.Of(_read.Current);
        var conflict = new FormConflict<NoticeTextForm>(_form, _form.Copy(), _opened, theirs, Fields);
        (_conflict, _opened) = (conflict.Fields.Count == 0 ? null : conflict, theirs);
        Check();
    }

    private FormField<NoticeTextForm>[] Fields => [.. Languages.ToChoose.SelectMany(language => new[] { FieldOf(language, true), FieldOf(language, false) })];

    private FormField<NoticeTextForm> FieldOf(Language language, bool isTitle) => new(
        Texts[isTitle ? "Heading.in" : "Text.in", language.Name],
        form => form[language.Code, isTitle],
        form => form[language.Code, isTitle],
        (form, from) => form[language.Code, isTitle] = from[language.Code, isTitle]);
}
