using KnbTraining.Learning.Audit;
using KnbTraining.Learning.People;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Features.Account;

public sealed partial class SignInPage
{
    private string? _refusal;
    private string? _userNameFinding;
    private string? _passwordFinding;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm Input { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? Back { get; set; }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private SignInManager<AppUser> SignIn { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private AuditLog Audit { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<SignInPage> Logger { get; set; } = default!;

    protected override void OnInitialized()
    {
        Input ??= new SignInForm();
        if (HttpMethods.IsGet(HttpContext.Request.Method) && HttpContext.User.Identity?.IsAuthenticated == true)
        {
            Navigation.NavigateTo(LocalAddress.OrHome(Back, HttpContext.Request.PathBase));
        }
    }

    private async Task SubmitAsync()
    {
        _userNameFinding = string.IsNullOrWhiteSpace(Input.UserName) ? Texts["Required"].Value : null;
        _passwordFinding = string.IsNullOrEmpty(Input.Password) ? Texts["Required"].Value : null;
        if (_userNameFinding is not null || _passwordFinding is not null)
        {
            return;
        }

        var result = await SignIn.PasswordSignInAsync(Input.UserName!.Trim(), Input.Password!, isPersistent: false, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            // One sentence for every reason: whether an account exists or pauses is nobody else's business.
            Logger.LogWarning("Sign-in refused from {Address}: {Result}", HttpContext.Connection.RemoteIpAddress, result);
            _refusal = Texts["SignIn.failed", SecurityServices.AllowedFailures, SecurityServices.PauseMinutes];
            return;
        }

        await WelcomeAsync();
        Navigation.NavigateTo(LocalAddress.OrHome(Back, HttpContext.Request.PathBase));
    }

    private async Task WelcomeAsync()
    {
        if (await Current.FindAsync(HttpContext.User) is not { } viewer)
        {
            return;
        }

        await Audit.WriteAsync(AuditActor.From(viewer), "account.signed-in", Input.UserName!.Trim(), detail: null, CancellationToken.None);

        // A language chosen on this device just now counts for more than the one stored earlier.
        if (!PreferenceEndpoints.HasChosenLanguage(HttpContext.Request))
        {
            PreferenceEndpoints.Remember(HttpContext.Response, viewer.Language);
        }
    }

    private sealed class SignInForm
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }
    }
}
