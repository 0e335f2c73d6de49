using System.Security.Claims;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Account;

/// <summary>Where a person is signed in, and the way to end it.</summary>
public sealed partial class SessionsPage
{
    private IReadOnlyList<SessionView> _sessions = [];
    private string? _note;
    private bool _failed;

    [SupplyParameterFromForm(FormName = "sessions")]
    private SessionsForm Input { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private SessionService Sessions { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    private Guid Account => Guid.Parse(HttpContext.User.FindFirstValue(ClaimTypes.NameIdentifier)!);

    private Guid? Own => SessionMarks.IdOf(HttpContext.User);

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SessionsForm();
        (_note, _failed) = RefusedForm.Was(HttpContext) ? (Texts["Form.again"].Value, true) : (null, false);
        await LoadAsync();
    }

    private async Task LoadAsync() => _sessions = [.. (await Sessions.ListAsync(Account, CancellationToken.None)).OrderByDescending(session => session.Id == Own)];

    private async Task SubmitAsync()
    {
        if (await Current.FindAsync(HttpContext.User) is not { } viewer || Own is not { } own)
        {
            return;
        }

        var result = Input.Which == SessionsForm.Others ? await Sessions.EndOthersAsync(viewer, Account, own, CancellationToken.None)
            : Guid.TryParse(Input.Which, out var session) && session != own ? await Sessions.EndOwnAsync(viewer, Account, session, CancellationToken.None)
            : Refusal.NotFound;
        _failed = result.Refused == Refusal.StorageUnavailable;
        _note = Texts[_failed ? "SignIn.unavailable" : result.Ok ? "Sessions.ended" : "Sessions.gone"];
        await LoadAsync();
    }

    private sealed class SessionsForm
    {
        public const string Others = "others";

        public string? Which { get; set; }
    }
}
