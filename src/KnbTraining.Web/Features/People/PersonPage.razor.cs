using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Forms;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.People;

/// <summary>Adds or changes one person.</summary>
public sealed partial class PersonPage
{
    private PersonForm _form = new();
    private PersonForm _opened = new();
    private FormConflict<PersonForm>? _conflict;
    private FormFindings _findings = FormFindings.None;
    private IReadOnlyList<UnitRow> _units = [];
    private string _name = "";
    private string? _password;
    private string? _refusal;
    private int _version;
    private int _acts;
    private bool _numbersOnly;
    private bool _active = true;
    private DateOnly? _begins;
    private bool _busy;
    private bool _missing;
    private bool _ready;
    private bool _saved;

    [Parameter]
    public Guid? Id { get; set; }

    private string Heading => Id is null ? Texts["Add"] : _name;

    protected override async Task OnParametersSetAsync()
    {
        var viewer = await Current.GetAsync();
        _units = await People.UnitsAsync(viewer, CancellationToken.None);
        var settings = await Settings.CurrentAsync(CancellationToken.None);
        _numbersOnly = settings.NumbersOnly;
        if (Id is null && !_ready)
        {
            _form.Language = settings.PersonnelLanguage;
        }

        if (Id is { } id)
        {
            var found = await People.FindAsync(viewer, id, CancellationToken.None);
            _missing = !found.Ok;
            if (found.Value is { } person)
            {
                Show(person);
                await Views.SeenAsync(viewer, id, RecordedPage.Person, CancellationToken.None);
            }
        }

        _ready = !_missing;
    }

    private void Show(PersonDetails person)
    {
        _name = person.Name;
        (_active, _begins) = (person.Active, person.BeginsOn);
        _version = person.Version;
        _form = PersonFields.Copy(person.Form);
        _opened = PersonFields.Copy(_form);
    }

    private string? Finding(string field) => _findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;

    private string UnitName(Guid? id) => _units.FirstOrDefault(unit => unit.Id == id)?.Name ?? "";

    private void Grant(Role role, bool granted)
    {
        _ = granted ? _form.Roles.Add(role) : _form.Roles.Remove(role);
        if (role == Role.Manager && !granted)
        {
            _form.ManagedUnitId = null;
        }
    }

    private async Task SaveAsync()
    {
        // The second of two quick presses says nothing new.
        if (_busy)
        {
            return;
        }

        var viewer = await Current.GetAsync();
        if (Id is { } id)
        {
            var result = await DoAsync(() => Service.UpdateAsync(viewer, id, _form, _version, CancellationToken.None));
            if (result.Ok)
            {
                Keep(result.Value);
                _saved = true;
            }
            else if (result.Refused == Refusal.Conflict)
            {
                await ShowConflictAsync(viewer, id);
            }
        }
        else if (await DoAsync(() => Service.AddAsync(viewer, _form, CancellationToken.None)) is { Ok: true, Value: { } added })
        {
            // The password is shown once, here: the page stays and becomes the page of the new person.
            _password = added.TemporaryPassword;
            Keep(added.Version);
            Id = added.Id;
        }
    }

    private void Keep(int version)
    {
        _name = _numbersOnly ? _form.PersonnelNumber ?? _name : _form.Name;
        _version = version;
        _opened = PersonFields.Copy(_form);
        _conflict = null;
    }

    // The next save is made knowingly, over what is shown now.
    private async Task ShowConflictAsync(Viewer viewer, Guid id)
    {
        if ((await People.FindAsync(viewer, id, CancellationToken.None)).Value is not { } now)
        {
            return;
        }

        var theirs = now.Form;
        var conflict = new FormConflict<PersonForm>(_form, PersonFields.Copy(_form), _opened, theirs, PersonFields.All(Texts, Shared, UnitName));
        (_version, _active, _opened, _refusal) = (now.Version, now.Active, theirs, null);
        _saved = conflict.Fields.Count == 0;
        _conflict = _saved ? null : conflict;
    }

    private async Task SetActiveAsync(bool active)
    {
        var viewer = await Current.GetAsync();
        if (await DoAsync(() => Access.SetActiveAsync(viewer, Id!.Value, active, CancellationToken.None)) is { Ok: true })
        {
            await ReadStandingAsync();
            _saved = true;
        }
    }

    // What was typed stays. Where somebody else has changed another field meanwhile, the next save must still find that out.
    private async Task ReadStandingAsync()
    {
        _acts++;
        if (Id is not { } id || (await People.FindAsync(await Current.GetAsync(), id, CancellationToken.None)).Value is not { } now)
        {
            return;
        }

        var theirs = now.Form;
        PersonFields.TakeStanding(_form, theirs);
        PersonFields.TakeStanding(_opened, theirs);
        (_active, _begins) = (now.Active, now.BeginsOn);
        if (PersonFields.All(Texts, Shared, UnitName).All(field => Equals(field.Value(_opened), field.Value(theirs))))
        {
            _version = now.Version;
        }
    }

    private async Task ResetPasswordAsync()
    {
        if (_busy)
        {
            return;
        }

        var viewer = await Current.GetAsync();
        if (await DoAsync(() => Access.ResetPasswordAsync(viewer, Id!.Value, CancellationToken.None)) is { Ok: true, Value: { } password })
        {
            _password = password;
        }
    }

    private async Task<Result<T>> DoAsync<T>(Func<Task<Result<T>>> change)
    {
        _busy = true;
        _saved = false;
        var result = await change();
        _acts++;
        _busy = false;
        _findings = result.Findings;
        _refusal = result.Refused is not { } refusal ? null
            : _findings.At("Active") is { } key ? Texts.Finding(Shared, key)
            : Shared[$"Refusal.{refusal}"].Value;
        return result;
    }
}
