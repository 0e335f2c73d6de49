using System.Net;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace KnbTraining.WebTests.Security;

public sealed class RefusalLogTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_right_a_foreign_form_and_too_many_tries_are_told_in_one_line_each()
    {
        using var log = new RecordedLog();
        await using var other = application.Beside(host => host.ConfigureLogging(logging => logging.AddProvider(log)));
        await RunningApplication.SetUpAsync(other.Services);
        var learner = await People.AddAsync(other.Services, "refused");
        using var visitor = other.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        using var foreign = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.UserName", "refused"), new("Input.Password", People.Password)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(new Uri("/account/sign-in", UriKind.Relative), foreign, Cancellation)).StatusCode);
        Assert.Contains("POST /account/sign-in refused from ", Assert.Single(Told(log, "the form")), StringComparison.Ordinal);

        await RunningApplication.SignInAsync(visitor, "refused", People.Password, back: "/");
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(new Uri("/admin/people?q=secret", UriKind.Relative), Cancellation)).StatusCode);
        var forged = new Uri($"/{AcknowledgementAddress.Report}/a%0D%0Aforged/people.csv", UriKind.Relative);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(forged, Cancellation)).StatusCode);
        var missing = Told(log, "a right").ToList();
        Assert.Equal(2, missing.Count);
        Assert.All(missing, line => Assert.Contains($"account {learner.Id}", line, StringComparison.Ordinal));
        Assert.StartsWith("GET /admin/people refused", missing[0], StringComparison.Ordinal);
        Assert.DoesNotContain(missing[1], char.IsControl);

        visitor.DefaultRequestHeaders.Add(RunningApplication.AddressHeader, "203.0.113.99");

        // The limit gives a try back every two seconds, so a slow machine needs some more.
        var answer = HttpStatusCode.OK;
        for (var i = 0; i < 10 * SecurityServices.ChecksPerMinute && answer == HttpStatusCode.OK; i++)
        {
            answer = (await visitor.GetAsync(new Uri("/verify/KNB-2026-7F3K-Q9TD", UriKind.Relative), Cancellation)).StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer);

        Assert.Contains("from 203.0.113.99", Assert.Single(Told(log, "too many")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Told(RecordedLog log, string reason) =>
        log.Entries.Select(entry => entry.Message).Where(line => line.Contains(" refused from ", StringComparison.Ordinal) && line.Contains($": {reason}", StringComparison.Ordinal));
}
