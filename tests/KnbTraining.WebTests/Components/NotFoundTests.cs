using System.Net;
using System.Text.RegularExpressions;
using KnbTraining.Web.Features.Certificates;
using KnbTraining.Web.Features.Errors;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnbTraining.WebTests.Components;

public sealed partial class NotFoundTests(RunningApplication application)
{
    // Pages whose address may name anything, each with its reason.
    private static readonly Dictionary<Type, string> Answering = new()
    {
        [typeof(VerifyPage)] = "the answer to a check is that there is no such certificate",
        [typeof(ErrorPage)] = "is drawn for failures; asked for, it is nowhere, under any code",
    };

    private static readonly string[] Nowhere = ["/no-such-page", "/admin/no-such-page", "/learn", "/quiz/not-a-number", "/ru/%D0%BD%D0%B5%D1%82?a=1", "/error", "/error/200", "/error/404", "/error/500", "/error/999"];

    [Fact]
    public async Task An_address_at_which_there_is_nothing_answers_404_with_a_page_whose_links_stay_there()
    {
        using var visitor = application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var signedIn = await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, "/");
        List<string> wrong = [];
        foreach (var address in Nowhere.Concat(Unknown()))
        {
            using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.NotFound || !page.Contains("<h1", StringComparison.Ordinal))
            {
                wrong.Add($"{address} answered {(int)answer.StatusCode}");
            }

            var skip = WebUtility.HtmlDecode(Skip().Match(page).Groups["to"].Value);
            if (skip != $"{address}#main" || !page.Contains("id=\"main\"", StringComparison.Ordinal))
            {
                wrong.Add($"{address} skips to '{skip}'");
            }
        }

        Assert.Empty(wrong);
    }

    // Each page that takes something by its address, with something that there is not.
    private static IEnumerable<string> Unknown() =>
        from page in WebRoom.Pages
        where !Answering.ContainsKey(page)
        from route in WebRoom.Routes(page)
        where route.Contains('{', StringComparison.Ordinal)
        select Parameter().Replace(route, parameter => parameter.Value switch
        {
            var value when value.EndsWith(":guid}", StringComparison.Ordinal) => "0199a6f0-0000-7000-8000-000000000000",
            var value when value.EndsWith(":int}", StringComparison.Ordinal) => "7",
            _ => "no-such-thing",
        });

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"class=""skip"" href=""(?<to>[^""]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Skip();
}
