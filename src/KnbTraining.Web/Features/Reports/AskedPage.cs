using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Reports;

/// <summary>A page of a report that is asked by its address, see <see cref="ReportQuery"/>.</summary>
public abstract class AskedPage : ComponentBase
{
    [Inject]
    private LocalTime Time { get; set; } = default!;

    [Inject]
    private NavigationManager Address { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "asOf")]
    private string? AskedAsOf { get; set; }

    [SupplyParameterFromQuery(Name = "months")]
    private string? AskedMonths { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    private string? AskedUnit { get; set; }

    [SupplyParameterFromQuery(Name = "course")]
    private string? AskedCourse { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    private string? AskedRule { get; set; }

    [SupplyParameterFromQuery(Name = "misconception")]
    private string? AskedMisconception { get; set; }

    [SupplyParameterFromQuery(Name = "clearance")]
    private string? AskedHolder { get; set; }

    [SupplyParameterFromQuery(Name = "choice")]
    private string? AskedChoice { get; set; }

    [SupplyParameterFromQuery(Name = "known")]
    private string? AskedKnown { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? AskedOrder { get; set; }

    [SupplyParameterFromQuery(Name = "columns")]
    private string? AskedColumns { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? AskedNumberOfPage { get; set; }

    protected ReportQuery Asked { get; private set; } = new();

    /// <summary>The day of the figures.</summary>
    protected DateOnly AsOf => Asked.AsOf ?? Time.Today;

    protected sealed override Task OnParametersSetAsync()
    {
        Asked = ReportQuery.Read(new Dictionary<string, string>(Given(), StringComparer.Ordinal));
        return LoadAsync();
    }

    /// <summary>Reads what <see cref="Asked"/> asks.</summary>
    protected abstract Task LoadAsync();

    protected void Go(string page, ReportQuery asked) => Address.NavigateTo(asked.On(page));

    private IEnumerable<KeyValuePair<string, string>> Given() =>
        from pair in new (string Name, string? Text)[]
        {
            ("asOf", AskedAsOf), ("months", AskedMonths), ("unit", AskedUnit), ("course", AskedCourse), ("rule", AskedRule),
            ("misconception", AskedMisconception), ("clearance", AskedHolder), ("choice", AskedChoice), ("known", AskedKnown), ("order", AskedOrder),
            ("columns", AskedColumns), ("page", AskedNumberOfPage),
        }
        where pair.Text is not null
        select KeyValuePair.Create(pair.Name, pair.Text);
}
