using System.Text;
using Microsoft.Playwright;

namespace KnbTraining.BrowserTests.Running;

/// <summary>Counts what people have to do: buttons and links that they press, and fields that they fill, a file that they choose among them.</summary>
public sealed class Effort
{
    public int Clicks { get; private set; }

    public int Fields { get; private set; }

    public Task ClickAsync(ILocator target)
    {
        Clicks++;
        return target.ClickAsync();
    }

    public Task FillAsync(ILocator field, string text)
    {
        Fields++;
        return field.FillAsync(text);
    }

    /// <summary>A file is a press on the button that asks for it, and a field.</summary>
    public Task ChooseAsync(ILocator picker, string name, string text)
    {
        Clicks++;
        Fields++;
        return picker.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
    }
}
