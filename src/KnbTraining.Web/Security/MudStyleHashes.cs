using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace KnbTraining.Web.Security;

/// <summary>
/// The hashes of the style elements that MudBlazor draws for our theme, found by drawing it: they change only with the
/// theme or with MudBlazor itself, so they are taken once.
/// </summary>
internal sealed partial class MudStyleHashes(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly Lazy<Task<IReadOnlyList<string>>> _hashes = new(() => ComputeAsync(scopes, loggers));

    public Task<IReadOnlyList<string>> GetAsync() => _hashes.Value;

    private static async Task<IReadOnlyList<string>> ComputeAsync(IServiceScopeFactory scopes, ILoggerFactory loggers)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var hashes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var dark in (bool[])[false, true])
        {
            var html = await renderer.Dispatcher.InvokeAsync(async () =>
            {
                var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
                {
                    [nameof(MudThemeProvider.Theme)] = HouseTheme.Value,
                    [nameof(MudThemeProvider.IsDarkMode)] = dark,
                    [nameof(MudThemeProvider.DefaultScrollbar)] = true,
                });
                return (await renderer.RenderComponentAsync<MudThemeProvider>(parameters)).ToHtmlString();
            });
            hashes.UnionWith(StyleElement().Matches(html).Select(match => Hash(match.Groups["css"].Value)));
        }

        return [.. hashes];
    }

    private static string Hash(string css) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css.ReplaceLineEndings("\n"))))}'";

    [GeneratedRegex("<style[^>]*>(?<css>.*?)</style>", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StyleElement();
}
