using System.Text;
using KnbTraining.Content.Exchange.Scorm;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace KnbTraining.Web.Features.Content.Exchange.Scorm;

/// <summary>Writes the files of a package: the page as the application draws it, its styles, and the script that grades and tells the learning system.</summary>
public sealed class ScormWriter(IServiceScopeFactory scopes, ILoggerFactory loggers, IWebHostEnvironment environment)
{
    internal const string Tokens = "tokens.css";

    internal const string Style = "knb.css";

    internal const string Script = "scorm.js";

    public async Task<IReadOnlyDictionary<string, byte[]>> WriteAsync(ScormMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [ScormPackage.Page] = Encoding.UTF8.GetBytes(await DrawAsync(material)),
            [Tokens] = await ReadAsync($"css/{Tokens}"),
            [Style] = await ReadAsync($"css/{Style}"),
            [Script] = await ReadAsync($"js/{Script}"),
        };
    }

    private async Task<string> DrawAsync(ScormMaterial material)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(() => Cultures.Speak(material.Language, () =>
        {
            // Nothing of the page waits for anything: it is drawn as a whole before this returns.
            var drawn = renderer.BeginRenderingComponent<ScormDocument>(
                ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ScormDocument.Material)] = material }));
            return drawn.ToHtmlString();
        }));
    }

    private async Task<byte[]> ReadAsync(string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        await using var stream = file.CreateReadStream();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
