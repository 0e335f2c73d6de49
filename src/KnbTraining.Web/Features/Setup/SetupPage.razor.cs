using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Setup;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Setup;

public sealed partial class SetupPage
{
    private State _state = State.Form;
    private string? _refusal;
    private IReadOnlyDictionary<string, string> _findings = new Dictionary<string, string>();

    private enum State
    {
        Form,
        NotYet,
        NoToken,
        Done,
    }

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "setup")]
    private SetupForm Input { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    [Inject]
    private SetupService Setup { get; set; } = default!;

    [Inject]
    private SignInService Accounts { get; set; } = default!;

    [Inject]
    private KnbSignInManager SignIn { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private PeopleService People { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SetupForm
        {
            Token = RefusedForm.Typed(HttpContext, "Input.Token"),
            Organisation = RefusedForm.Typed(HttpContext, "Input.Organisation"),
            OrganisationEn = RefusedForm.Typed(HttpContext, "Input.OrganisationEn"),
            OrganisationRu = RefusedForm.Typed(HttpContext, "Input.OrganisationRu"),
            OrganisationKk = RefusedForm.Typed(HttpContext, "Input.OrganisationKk"),
            Units = RefusedForm.Typed(HttpContext, "Input.Units"),
            PersonnelLanguage = RefusedForm.Typed(HttpContext, "Input.PersonnelLanguage"),
            ImportNext = true,
            Name = RefusedForm.Typed(HttpContext, "Input.Name"),
            UserName = RefusedForm.Typed(HttpContext, "Input.UserName"),
        };
        _refusal = RefusedForm.Was(HttpContext) ? Texts["Form.again"].Value : null;
        if (!await Setup.IsNeededAsync(CancellationToken.None))
        {
            _state = State.Done;
        }
        else if (string.IsNullOrEmpty(Input.Token ?? Token))
        {
            _state = State.NotYet;
        }
    }

    private string ChosenLanguage => Languages.Known(Input.PersonnelLanguage ?? Cultures.CurrentLanguage);

    private string UnitsTies => Find("Units") is null ? "input-units-hint" : "input-units-finding input-units-hint";

    private string? Find(string field) => !_findings.TryGetValue(field, out var key) ? null
        : Texts[key, PasswordRules.Shortest, PasswordRules.Longest] is { ResourceNotFound: false } own ? own.Value
        : Texts.Finding(Shared, key);

    private async Task WelcomeAsync(Guid account)
    {
        var entered = await Accounts.WelcomeAsync(account, DeviceWords.Of(HttpContext.Request.Headers.UserAgent), CancellationToken.None);
        if (entered.Value is not { } session)
        {
            return;
        }

        await SignIn.EnterAsync(session);
        if (await Current.FindAsync(HttpContext.User) is { } viewer)
        {
            await People.SetLanguageAsync(viewer, Cultures.CurrentLanguage, CancellationToken.None);
        }
    }

    private async Task SubmitAsync()
    {
        _findings = Input.Check();
        if (_state != State.Form || _findings.Count > 0)
        {
            return;
        }

        var result = await Setup.CompleteAsync(
            Input.Token ?? string.Empty,
            new SetupOrder(Input.Organisation!.Trim(), Input.Name!.Trim(), Input.UserName!.Trim(), Input.Password!)
            {
                OtherNames = Input.OtherNames,
                Units = Input.Units,
                PersonnelLanguage = ChosenLanguage,
            },
            CancellationToken.None);
        switch (result.Refused?.Kind)
        {
            case null:
                await WelcomeAsync(result.Value);
                Navigation.NavigateTo(Input.ImportNext ? AssignmentAddress.ProposedThenImport : AssignmentAddress.Proposed);
                break;
            case RefusalKind.Finished:
                _state = State.Done;
                break;
            case RefusalKind.NotFound or RefusalKind.NotAllowed:
                _state = State.NoToken;
                break;
            default:
                _refusal = Texts["Refused"];
                break;
        }
    }
}
