using System.Security.Claims;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Account;

public sealed partial class PasswordPage
{
    private bool _done;
    private bool _isDuty;
    private string? _note;
    private string? _currentFinding;
    private string? _chosenFinding;
    private string? _repeatedFinding;

    [SupplyParameterFromForm(FormName = "password")]
    private PasswordForm Input { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private PasswordService Passwords { get; set; } = default!;

    [Inject]
    private KnbSignInManager SignIn { get; set; } = default!;

    [Inject]
    private Rights Rights { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new PasswordForm();
        _isDuty = CurrentViewer.IdOf(HttpContext.User) is { } id
            && await Rights.FindAsync(id, HttpContext.RequestAborted) is { MustChangePassword: true };
        _note = RefusedForm.Was(HttpContext) ? Texts["Form.again"].Value : null;
    }

    private async Task SubmitAsync()
    {
        _currentFinding = string.IsNullOrEmpty(Input.Current) ? Texts["Required"].Value : null;
        _chosenFinding = string.IsNullOrEmpty(Input.Chosen) ? Texts["Required"].Value : null;
        _repeatedFinding = Input.Repeated != Input.Chosen ? Texts["RepeatDiffers"].Value : null;
        if (_currentFinding is not null || _chosenFinding is not null || _repeatedFinding is not null
            || !Guid.TryParse(HttpContext.User.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
            || SessionMarks.IdOf(HttpContext.User) is not { } session)
        {
            return;
        }

        var result = await Passwords.ChangeAsync(
            new PasswordChange(account, session, Input.Current!, Input.Chosen!, HttpContext.Connection.RemoteIpAddress), CancellationToken.None);
        if (result.Value is { } changed)
        {
            await SignIn.RefreshSignInAsync(changed.User);

            // Told when this browser has its new cookie: its other windows then go on by themselves.
            HttpContext.Response.OnCompleted(() =>
            {
                changed.TellOthers();
                return Task.CompletedTask;
            });
            _done = true;
            return;
        }

        Show(result);
    }

    private void Show(Result<ChangedPassword> refused)
    {
        _currentFinding = TextAt(nameof(PasswordChange.Current));
        _chosenFinding = TextAt(nameof(PasswordChange.Chosen));
        _note = refused.Findings.Any ? _note : Texts[refused.Refused == Refusal.TooMany ? "SignIn.tooMany" : "SignIn.unavailable"];

        string? TextAt(string field) =>
            refused.Findings.At(field) is { } key ? Texts[$"Password.{key}", PasswordRules.Shortest, PasswordRules.Longest].Value : null;
    }

    private sealed class PasswordForm
    {
        public string? Current { get; set; }

        public string? Chosen { get; set; }

        public string? Repeated { get; set; }
    }
}
