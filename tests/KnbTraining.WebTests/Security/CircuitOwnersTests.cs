using KnbTraining.LoadTests.Circuits;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Security;

/// <summary>Sockets as the browser's script opens them, with the calls that it makes.</summary>
public sealed class CircuitOwnersTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_circuit_comes_back_to_the_session_that_started_it_and_to_no_other()
    {
        await People.AddAsync(application.Services, "owner-b");
        var (first, second) = (await CookieAsync(RunningApplication.UserName, RunningApplication.Password), await CookieAsync(RunningApplication.UserName, RunningApplication.Password));
        var other = await CookieAsync("owner-b", People.Password);
        string circuit;
        await using (var socket = await ConnectAsync(first))
        {
            circuit = (await socket.InvokeAsync<string?>("StartCircuit", application.Server.BaseAddress.ToString(), new Uri(application.Server.BaseAddress, "admin").ToString(), "[]", "", Cancellation))!;
            Assert.NotEmpty(circuit);
        }

        await using var ofAnother = await ConnectAsync(other);
        Assert.False(await ofAnother.InvokeAsync<bool>("ConnectCircuit", circuit, Cancellation));
        await using var ofTheSamePersonLater = await ConnectAsync(second);
        Assert.False(await ofTheSamePersonLater.InvokeAsync<bool>("ConnectCircuit", circuit, Cancellation));

        // It was there all the time: the own session gets it back, over and over.
        await using var back = await ConnectAsync(first);
        Assert.True(await back.InvokeAsync<bool>("ConnectCircuit", circuit, Cancellation));
        await using var again = await ConnectAsync(first);
        Assert.True(await again.InvokeAsync<bool>("ConnectCircuit", circuit, Cancellation));
        Assert.False(await ofAnother.InvokeAsync<bool>("ConnectCircuit", circuit, Cancellation));
    }

    [Fact]
    public async Task A_circuit_that_was_put_aside_is_brought_back_for_nobody()
    {
        await People.AddAsync(application.Services, "owner-c");
        var (owner, other) = (await CookieAsync(RunningApplication.UserName, RunningApplication.Password), await CookieAsync("owner-c", People.Password));
        var (server, page) = (application.Server.BaseAddress.ToString(), new Uri(application.Server.BaseAddress, "admin").ToString());
        await using var socket = await ConnectAsync(owner);
        var circuit = await socket.InvokeAsync<string?>("StartCircuit", server, page, "[]", "", Cancellation);
        await socket.InvokeAsync<bool>("PauseCircuit", Cancellation);

        await using var ofAnother = await ConnectAsync(other);
        Assert.Null(await ofAnother.InvokeAsync<string?>("ResumeCircuit", circuit, server, page, "[]", "", Cancellation));
    }

    private async Task<string> CookieAsync(string userName, string password)
    {
        using var visitor = application.Visitor();
        var answer = await RunningApplication.SignInAsync(visitor, userName, password, back: "/");
        return Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("session=", StringComparison.Ordinal)).Split(';')[0];
    }

    private async Task<HubConnection> ConnectAsync(string cookie)
    {
        var server = application.Server;
        var builder = new HubConnectionBuilder().WithUrl(new Uri(server.BaseAddress, "_blazor"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            options.WebSocketFactory = async (context, ct) =>
            {
                var client = server.CreateWebSocketClient();
                client.ConfigureRequest = request =>
                {
                    request.Headers.Cookie = cookie;
                    request.Headers.Origin = server.BaseAddress.GetLeftPart(UriPartial.Authority);
                };
                return await client.ConnectAsync(context.Uri, ct);
            };
        });
        builder.Services.AddSingleton<IHubProtocol, BlazorPackProtocol>();
        var socket = builder.Build();
        await socket.StartAsync(Cancellation);
        return socket;
    }
}
