using KnbTraining.Learning.Audit;
using KnbTraining.Learning.People;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Features.Account;

public sealed partial class PasswordPage
{
    private static readonly string[] KnownFindings =
    [
        nameof(IdentityErrorDescriber.PasswordMismatch),
        nameof(IdentityErrorDescriber.PasswordTooShort),
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars),
        PasswordWithoutUserName.Code,
    ];

    private bool _done;
    private bool _isDuty;
    private string? _currentFinding;
    private string? _chosenFinding;
    private string? _repeatedFinding;

    [SupplyParameterFromForm(FormName = "password")]
    private PasswordForm Input { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private UserManager<AppUser> Users { get; set; } = default!;

    [Inject]
    private SignInManager<AppUser> SignIn { get; set; } = default!;

    [Inject]
    private EndedSessions Sessions { get; set; } = default!;

    [Inject]
    private AuditLog Audit { get; set; } = default!;

    [Inject]
    private Rights Rights { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new PasswordForm();
        _isDuty = CurrentViewer.IdOf(HttpContext.User) is { } id
            && await Rights.FindAsync(id, HttpContext.RequestAborted) is { MustChangePassword: true };
    }

    private async Task SubmitAsync()
    {
        _currentFinding = string.IsNullOrEmpty(Input.Current) ? Texts["Required"].Value : null;
        _chosenFinding = string.IsNullOrEmpty(Input.Chosen) ? Texts["Required"].Value
            : Input.Chosen == Input.Current ? Texts["PasswordUnchanged"].Value : null;
        _repeatedFinding = Input.Repeated != Input.Chosen ? Texts["RepeatDiffers"].Value : null;
        if (_currentFinding is not null || _chosenFinding is not null || _repeatedFinding is not null
            || await Users.GetUserAsync(HttpContext.User) is not { } user)
        {
            return;
        }

        // Saved together with the new hash; where that is refused, nothing is saved.
        var replaced = user.SecurityStamp;
        user.PasswordChanged();
        var result = await Users.ChangePasswordAsync(user, Input.Current!, Input.Chosen!);
        if (result.Succeeded)
        {
            await SignIn.RefreshSignInAsync(user);

            // Told when this browser has its new cookie: its other windows then go on by themselves.
            if (replaced is not null)
            {
                HttpContext.Response.OnCompleted(() =>
                {
                    Sessions.End(replaced);
                    return Task.CompletedTask;
                });
            }

            await Audit.WriteAsync(new AuditActor(user.PersonId, user.UserName!), "account.password-changed", user.UserName!, detail: null, CancellationToken.None);
            _done = true;
            return;
        }

        var code = result.Errors.Select(error => error.Code).FirstOrDefault(known => KnownFindings.Contains(known, StringComparer.Ordinal));
        if (code == nameof(IdentityErrorDescriber.PasswordMismatch))
        {
            _currentFinding = Texts[code];
        }
        else
        {
            _chosenFinding = Texts[code ?? "PasswordNotAllowed", SecurityServices.PasswordLength];
        }
    }

    private sealed class PasswordForm
    {
        public string? Current { get; set; }

        public string? Chosen { get; set; }

        public string? Repeated { get; set; }
    }
}
