using System.Security.Claims;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Account;

public sealed partial class SignInPage
{
    private string? _refusal;
    private string? _again;
    private string? _here;
    private string? _userNameFinding;
    private string? _passwordFinding;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm Input { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? Back { get; set; }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private SignInService Accounts { get; set; } = default!;

    [Inject]
    private KnbSignInManager SignIn { get; set; } = default!;

    [Inject]
    private KnownDevices Devices { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized()
    {
        Input ??= new SignInForm { UserName = RefusedForm.Typed(HttpContext, "Input.UserName"), Shared = SharedComputer.Is(HttpContext.Request) };
        if (!HttpMethods.IsGet(HttpContext.Request.Method))
        {
            return;
        }

        // The form may have been filled in before another person signed in here, so a change of person is shown and not done silently.
        var user = HttpContext.User;
        var isOther = RefusedForm.Was(HttpContext) && !string.Equals(Input.UserName?.Trim(), user.FindFirstValue(ClaimTypes.Name), StringComparison.OrdinalIgnoreCase);
        if (user.Identity?.IsAuthenticated == true && !isOther)
        {
            Navigation.NavigateTo(LocalAddress.OrHome(Back, HttpContext.Request.PathBase));
        }
        else if (RefusedForm.Was(HttpContext))
        {
            _here = user.Identity is { IsAuthenticated: true } present ? present.Name : null;
            _again = _here is null ? Texts["SignIn.again"] : Texts["SignIn.elsewhere", _here];
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

        var request = HttpContext.Request;
        var result = await Accounts.SignInAsync(
            new SignInAttempt(Input.UserName!, Input.Password!, HttpContext.Connection.RemoteIpAddress, Devices.Read(request), DeviceWords.Of(request.Headers.UserAgent)),
            CancellationToken.None);
        if (result.Value is { } entered)
        {
            await SignIn.EnterAsync(entered, Input.Shared);
            SharedComputer.Remember(HttpContext, Input.Shared);
            await WelcomeAsync();
            Navigation.NavigateTo(LocalAddress.OrHome(Back, HttpContext.Request.PathBase));
            return;
        }

        (_refusal, HttpContext.Response.StatusCode) = result.Refused?.Kind switch
        {
            RefusalKind.TooMany => (Texts["SignIn.tooMany"], StatusCodes.Status429TooManyRequests),
            RefusalKind.StorageUnavailable => (Texts["SignIn.unavailable"], StatusCodes.Status503ServiceUnavailable),

            // One sentence for every reason: whether an account exists or pauses is nobody else's business.
            _ => (Texts["SignIn.failed", SignInThrottle.FreeFailures], StatusCodes.Status200OK),
        };
    }

    private async Task WelcomeAsync()
    {
        // A language chosen on this device just now counts for more than the one stored earlier.
        if (!PreferenceEndpoints.HasChosenLanguage(HttpContext.Request) && await Current.FindAsync(HttpContext.User) is { } viewer)
        {
            PreferenceEndpoints.Remember(HttpContext.Response, viewer.Language);
        }
    }

    private sealed class SignInForm
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }

        /// <summary>Several people use the computer.</summary>
        public bool Shared { get; set; }
    }
}
