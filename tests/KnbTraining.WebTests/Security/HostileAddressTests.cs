using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Security;

/// <summary>Whatever stands in an address: no failure of ours, and nobody is led to another site. Pages and endpoints come from the running application.</summary>
public sealed class HostileAddressTests(RunningApplication application)
{
    private static readonly string[] Hostile =
    [
        "", "x", "-1", "0", "2147483648", "9223372036854775808", "NaN", "1e309", "9999-12-31", "0001-01-01", "2026-02-30",
        "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/", "javascript:alert(1)", "/\u0410\u0440\u0445\u0438\u0432?x=\u0451",
        "\u049A\u04B1\u043F\u0438\u044F \u0436\u0430\u0437\u0431\u0430", "a\u0000b", "a\r\nSet-Cookie: x=y", "\u202Eabc", "\uFFFE", "%", "{0}", "../../etc/passwd", "<script>", "' OR 1=1 --",
        new string('9', 3000), new string('/', 3000), "00000000-0000-0000-0000-000000000000",
    ];

    // Read by hand in some places, so that no list names them.
    private static readonly string[] AlwaysTried = ["back", "active", "asOf", "page"];

    // What is asked of a minimal endpoint besides the address.
    private static readonly Type[] Simple = [typeof(string), typeof(Guid), typeof(Guid?), typeof(int), typeof(int?), typeof(bool), typeof(bool?), typeof(DateOnly), typeof(DateOnly?), typeof(long), typeof(long?)];

    private static long _address = 1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_value_of_any_parameter_of_any_address_breaks_the_application_or_leads_away()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var good = await GoodValuesAsync();
        var broken = new ConcurrentBag<string>();

        // Files of reports have one handler: what it reads of an address is tried value by value once, and all together for each report.
        var handlers = new HashSet<MethodInfo>();
        await Parallel.ForEachAsync(
            Addresses().SelectMany(endpoint => Trials(endpoint, good, alone: endpoint.Metadata.GetMetadata<MethodInfo>() is not { } handler || handlers.Add(handler))),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation },
            async (address, _) => await TryAsync(visitor, address, broken));
        Assert.True(broken.IsEmpty, $"{broken.Count}: {string.Join('\n', broken.Order(StringComparer.Ordinal).Take(60))}".Replace("\0", "NUL", StringComparison.Ordinal));
    }

    [Fact]
    public void The_list_of_addresses_holds_pages_and_files_with_their_parameters()
    {
        var found = Addresses().ToDictionary(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), QueryParameters, StringComparer.Ordinal);
        Assert.Contains("asOf", found["/admin/reports"]);
        Assert.Contains("back", found["/account/sign-in"], StringComparer.OrdinalIgnoreCase);
        Assert.Contains("course", found["/admin/reports/people.{format}"]);
        Assert.Contains("to", found["/language"]);
        Assert.All(WebRoom.Pages.SelectMany(WebRoom.Routes), route => Assert.Contains(route, found.Keys));
    }

    // Fields of a form are values of an address too, once they are posted: the ones of the sign-in form stand for all.
    [Fact]
    public async Task Hostile_values_in_the_sign_in_form_are_refused_in_words()
    {
        using var visitor = application.Visitor();
        foreach (var value in Hostile)
        {
            // The form itself has an address that a very long way back makes too long; that has a page of its own.
            if (Uri.EscapeDataString(value).Length > 4_000)
            {
                continue;
            }

            var answer = await RunningApplication.SignInAsync(visitor, value, value, back: value);
            Assert.True((int)answer.StatusCode is 200 or 400 or 429, $"{(int)answer.StatusCode} for {value}");
        }
    }

    private static IEnumerable<string> Trials(RouteEndpoint endpoint, IReadOnlyDictionary<string, string> good, bool alone)
    {
        var (path, own) = (Fill(endpoint, good, hostile: null), QueryParameters(endpoint));
        foreach (var value in Hostile)
        {
            // Each alone, because one may hide another; then all together, and twice.
            foreach (var name in own.Where(_ => alone))
            {
                yield return $"{path}?{name}={Uri.EscapeDataString(value)}";
            }

            if (own.Count > 0 || value.Length is 0 or 3000)
            {
                var all = string.Join('&', own.Concat(AlwaysTried).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => $"{name}={Uri.EscapeDataString(value)}"));
                yield return $"{path}?{all}&{all}";
            }

            // A server refuses NUL in a path before we see it, and so does the client of these tests.
            foreach (var parameter in endpoint.RoutePattern.Parameters.Where(_ => value.Length > 0 && !value.Contains('\0', StringComparison.Ordinal)))
            {
                yield return Fill(endpoint, good, (parameter.Name, value));
            }
        }
    }

    private static async Task TryAsync(HttpClient visitor, string address, ConcurrentBag<string> broken)
    {
        try
        {
            // From everywhere, so that no limit hides an answer.
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.Add(RunningApplication.AddressHeader, new IPAddress(Interlocked.Increment(ref _address)).ToString());
            using var answer = await visitor.SendAsync(request, Cancellation);
            if ((int)answer.StatusCode >= 500 || (answer.Headers.Location is { } location && !IsHere(location)))
            {
                broken.Add($"{(int)answer.StatusCode} {answer.Headers.Location} {Short(address)}");
            }

            // A page that failed inside says so in a frame that answers 200.
            if (answer.Content.Headers.ContentType?.MediaType == "text/html"
                && (await answer.Content.ReadAsStringAsync(Cancellation)).Contains("data-failure", StringComparison.Ordinal))
            {
                broken.Add($"failed inside {Short(address)}");
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            broken.Add($"{failure.GetType().Name}: {failure.Message} {Short(address)}");
        }
    }

    private static bool IsHere(Uri location) => location.IsAbsoluteUri
        ? location.Host == "localhost"
        : location.OriginalString is ['/', ..] and not ['/', '/' or '\\', ..] || !location.OriginalString.Contains(':', StringComparison.Ordinal);

    private static string Short(string address) => address.Length <= 160 ? address : address[..160] + "…";

    private IEnumerable<RouteEndpoint> Addresses() => application.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
        .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || endpoint.Metadata.GetMetadata<MethodInfo>() is not null)
        .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("_framework", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("_blazor", StringComparison.Ordinal));

    private static IReadOnlyList<string> QueryParameters(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page)
        {
            const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            return [.. page.GetProperties(All)
                .Select(property => (property, Query: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(found => found.Query is not null)
                .Select(found => found.Query!.Name ?? found.property.Name)];
        }

        var inPath = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. endpoint.Metadata.GetMetadata<MethodInfo>()!.GetParameters()
            .Where(parameter => Simple.Contains(parameter.ParameterType) && !inPath.Contains(parameter.Name!))
            .Select(parameter => parameter.Name!)];
    }

    private static string Fill(RouteEndpoint endpoint, IReadOnlyDictionary<string, string> good, (string Name, string Value)? hostile)
    {
        var segments = endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter =>
                Uri.EscapeDataString(hostile is { } value && value.Name == parameter.Name ? value.Value : good.GetValueOrDefault(parameter.Name, "1")),
            _ => "",
        })));
        return "/" + string.Join('/', segments);
    }

    // So that a value of the query is really looked at, the path leads to something that is there.
    private async Task<IReadOnlyDictionary<string, string>> GoodValuesAsync()
    {
        await using var scope = application.Services.CreateAsyncScope();
        var (people, editions) = (scope.ServiceProvider.GetRequiredService<PeopleQueries>(), scope.ServiceProvider.GetRequiredService<EditionStore>());
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<AppUser>>();
        var user = (await users.FindByNameAsync(RunningApplication.UserName))!;
        var viewer = (await people.FindViewerAsync(user.Id, Cancellation))!;
        Edition edition = (await editions.CurrentAsync(Cancellation)).Edition;
        var (unit, course) = ((await people.UnitsAsync(viewer, Cancellation))[0].Id.ToString(), edition.Courses.Keys.First());
        return new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["UnitId"] = unit,
            ["unit"] = unit,
            ["CourseId"] = course,
            ["course"] = course,
            ["PersonId"] = viewer.PersonId.ToString(),
            ["DocumentId"] = edition.Acknowledgements.Keys.First(),
            ["Code"] = "404",
        };
    }
}
