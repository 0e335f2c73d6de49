using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.LoadTests.Circuits;

/// <summary>An open page as a browser holds it, without the browser: the page as HTML, then its circuit over a WebSocket.</summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly Uri _server;
    private readonly Action<RenderedBatch> _show;
    private readonly TaskCompletionSource<long> _events = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _lost = new();
    private int _calls;

    private Circuit(Uri server, CookieContainer cookies, string? from, Action<RenderedBatch> show)
    {
        _server = server;
        _show = show;
        var address = new UriBuilder(new Uri(server, "_blazor")) { Scheme = Transport == HttpTransportType.WebSockets ? "ws" : "http" }.Uri;
        var builder = new HubConnectionBuilder().WithUrl(address, options =>
        {
            options.SkipNegotiation = Transport == HttpTransportType.WebSockets;
            options.Transports = Transport;
            options.Cookies = cookies;
            options.Headers["Origin"] = server.GetLeftPart(UriPartial.Authority);
            if (from is not null)
            {
                options.Headers["X-Forwarded-For"] = from;
            }
        });
        builder.Services.AddSingleton<IHubProtocol, BlazorPackProtocol>();
        _hub = builder.Build();
        _hub.Closed += _ => _lost.CancelAsync();
        _hub.On("JS.RenderBatch", [typeof(long), typeof(byte[])], OnBatchAsync, new object());
        _hub.On("JS.BeginInvokeJS", [typeof(long), typeof(string), typeof(string), typeof(int), typeof(long), typeof(int)], OnCallAsync, new object());
        _hub.On("JS.EndInvokeDotNet", [typeof(string), typeof(bool), typeof(string)], static (_, _) => Task.CompletedTask, new object());
        _hub.On("JS.AttachComponent", [typeof(int), typeof(string)], static (_, _) => Task.CompletedTask, new object());
        _hub.On("JS.EndUpdateRootComponents", [typeof(int)], static (_, _) => Task.CompletedTask, new object());
        _hub.On("JS.Error", [typeof(string)], static (arguments, _) => throw new CircuitFailedException((string?)arguments[0] ?? "The circuit failed."), new object());
    }

    /// <summary>How all circuits of this program reach the server.</summary>
    public static HttpTransportType Transport { get; set; } = HttpTransportType.WebSockets;

    /// <summary>Cancelled when the server is gone.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Asks for a page and starts its circuit; done when the page listens.</summary>
    /// <param name="show">Called with each batch, in order.</param>
    /// <exception cref="CircuitFailedException">The page has no circuit, or it could not be started.</exception>
    public static async Task<Circuit> OpenAsync(
        HttpClient http, CookieContainer cookies, string path, string? from, Action<RenderedBatch> show, CancellationToken ct)
    {
        var html = await http.GetStringAsync(new Uri(path, UriKind.Relative), ct);
        var markers = Marker().Matches(html).Select(match => JsonNode.Parse(match.Groups["marker"].Value)!)
            .Where(marker => (string?)marker["type"] == "server").ToList();
        var state = State().Match(html);
        if (markers.Count == 0)
        {
            throw new CircuitFailedException($"{path} has no circuit.");
        }

        var circuit = new Circuit(http.BaseAddress!, cookies, from, show);
        try
        {
            await circuit._hub.StartAsync(ct);
            var page = new Uri(circuit._server, path).ToString();
            var secret = await circuit._hub.InvokeAsync<string?>("StartCircuit", circuit._server.ToString(), page, "[]", "", ct)
                ?? throw new CircuitFailedException("The server did not start a circuit.");
            var operations = new JsonArray([.. markers.Select((marker, index) => (JsonNode)new JsonObject
            {
                ["type"] = "add",
                ["ssrComponentId"] = index + 1,
                ["marker"] = marker.DeepClone(),
            })]);
            await circuit._hub.SendAsync(
                "UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), state.Success ? state.Groups["state"].Value : "", ct);
            await circuit._events.Task.WaitAsync(TimeSpan.FromSeconds(60), ct);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Follows a link inside the application.</summary>
    public Task GoAsync(string path, CancellationToken ct) =>
        _hub.SendAsync("OnLocationChanged", new Uri(_server, path).ToString(), null, true, ct);

    /// <summary>What the browser sends when a control with this handler changes.</summary>
    public Task InputAsync(ulong handler, string value, CancellationToken ct) => RaiseAsync(handler, "input", new JsonObject { ["value"] = value }, ct);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _lost.Dispose();
    }

    private async Task RaiseAsync(ulong handler, string name, JsonObject arguments, CancellationToken ct)
    {
        var events = await _events.Task;
        var call = Interlocked.Increment(ref _calls).ToString(CultureInfo.InvariantCulture);
        var descriptor = new JsonObject { ["eventHandlerId"] = handler, ["eventName"] = name, ["eventFieldInfo"] = null };
        await _hub.SendAsync(
            "BeginInvokeDotNetFromJS", call, null, "DispatchEventAsync", events, new JsonArray(descriptor, arguments).ToJsonString(), ct);
    }

    private async Task OnBatchAsync(object?[] arguments, object state)
    {
        _show(RenderedBatch.Read((byte[])arguments[1]!));
        await _hub.SendAsync("OnRenderCompleted", (long)arguments[0]!, null);
    }

    // A page without a browser does nothing, but answers: the server waits for it.
    private async Task OnCallAsync(object?[] arguments, object state)
    {
        var handle = (long)arguments[0]!;
        if ((string?)arguments[1] == "Blazor._internal.attachWebRendererInterop")
        {
            using var passed = JsonDocument.Parse((string)arguments[2]!);
            _events.TrySetResult(passed.RootElement[1].GetProperty("__dotNetObject").GetInt64());
        }

        if (handle != 0)
        {
            await _hub.SendAsync("EndInvokeJSFromDotNet", handle, true, string.Create(CultureInfo.InvariantCulture, $"[{handle},true,null]"));
        }
    }

    [GeneratedRegex("<!--Blazor:(?<marker>\\{.*?\\})-->", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex State();
}

internal sealed class CircuitFailedException(string message) : Exception(message);
