using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Circuits;

/// <summary>One person at one device: signs in, opens the exam, answers, moves on.</summary>
internal sealed partial class Learner : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int MostSaid = 40;
    private readonly CookieContainer _cookies = new();
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;
    private readonly Queue<string> _said = new();
    private Circuit? _circuit;
    private TaskCompletionSource<QuestionOnScreen> _question = New<QuestionOnScreen>();
    private TaskCompletionSource<bool>? _receipt;
    private QuestionOnScreen? _shown;
    private int _position;

    public Learner(Uri server, CrowdMember member)
    {
        Member = member;
        _handler = new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = true };
        _http = new HttpClient(_handler) { BaseAddress = server, Timeout = Patience };
        _http.DefaultRequestHeaders.Add("X-Forwarded-For", member.From);
        _http.DefaultRequestHeaders.Add("Accept-Language", "en");
    }

    public CrowdMember Member { get; }

    /// <summary>How often the page said that its data cannot be reached.</summary>
    public int Unreachable { get; private set; }

    public async Task SignInAsync(CancellationToken ct)
    {
        var page = await _http.GetStringAsync(new Uri("account/sign-in", UriKind.Relative), ct);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value,
            ["Input.UserName"] = Member.UserName,
            ["Input.Password"] = Crowd.Password,
        });
        using var answer = await _http.PostAsync(new Uri("account/sign-in", UriKind.Relative), form, ct);
        answer.EnsureSuccessStatusCode();
        if (answer.RequestMessage!.RequestUri!.AbsolutePath.Contains("sign-in", StringComparison.Ordinal))
        {
            throw new CircuitFailedException($"{Member.UserName} could not sign in.");
        }
    }

    /// <summary>Opens a question as a reload would, in a circuit of its own.</summary>
    public async Task<QuestionOnScreen> OpenAsync(int position, CancellationToken ct)
    {
        _position = position;
        _question = New<QuestionOnScreen>();
        _circuit = await Circuit.OpenAsync(_http, _cookies, PathOf(position), Member.From, Show, ct);
        return await ShownAsync(ct);
    }

    /// <summary>Follows the link to the next question, after the last one to the first.</summary>
    public Task<QuestionOnScreen> GoOnAsync(CancellationToken ct) => GoAsync((_position % Member.Items) + 1, ct);

    /// <summary>Follows the link to another question.</summary>
    public async Task<QuestionOnScreen> GoAsync(int position, CancellationToken ct)
    {
        _position = position;
        _question = New<QuestionOnScreen>();
        await Page.GoAsync(PathOf(position), ct);
        return await ShownAsync(ct);
    }

    /// <summary>Chooses, and waits for the word of the page.</summary>
    /// <returns>True where the page said "saved", false where it said "not saved".</returns>
    public async Task<bool> ChooseAsync(Choice choice, CancellationToken ct)
    {
        _receipt = New<bool>();
        await Page.InputAsync(choice.Handler, choice.Value, ct);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, Page.Lost);
        try
        {
            return await _receipt.Task.WaitAsync(Patience, either.Token);
        }
        catch (TimeoutException)
        {
            throw new CircuitFailedException($"{Member.UserName} chose '{choice.Value}' and was told nothing. The page said last: {string.Join(" | ", _said)}");
        }
    }

    /// <summary>Cancelled when the open page loses its server.</summary>
    public CancellationToken Lost => Page.Lost;

    /// <summary>Closes the page.</summary>
    public async Task LeaveAsync()
    {
        if (_circuit is { } open)
        {
            _circuit = null;
            await open.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _http.Dispose();
        _handler.Dispose();
    }

    private Circuit Page => _circuit ?? throw new InvalidOperationException("No page is open.");

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string PathOf(int position) => string.Create(CultureInfo.InvariantCulture, $"quiz/{Member.AttemptId}/{position}");

    private async Task<QuestionOnScreen> ShownAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, Page.Lost);
        return await _question.Task.WaitAsync(Patience, either.Token);
    }

    private void Show(RenderedBatch batch)
    {
        foreach (var text in batch.Texts)
        {
            _said.Enqueue(text);
            if (_said.Count > MostSaid)
            {
                _said.Dequeue();
            }
        }

        if (batch.Texts.Any(text => text == "The data cannot be reached at the moment"))
        {
            Unreachable++;
        }

        if (QuestionOnScreen.Find(batch) is { } question)
        {
            _shown = question;
            _question.TrySetResult(question);
            return;
        }

        _shown?.Renew(batch);
        if (batch.Texts.Any(text => text == "Not saved."))
        {
            _receipt?.TrySetResult(false);
        }
        else if (batch.Texts.Any(text => Saved().IsMatch(text)))
        {
            _receipt?.TrySetResult(true);
        }
    }

    [GeneratedRegex("^Saved \\d\\d:\\d\\d:\\d\\d$", RegexOptions.NonBacktracking)]
    private static partial Regex Saved();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
