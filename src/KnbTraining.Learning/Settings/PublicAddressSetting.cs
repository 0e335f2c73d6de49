using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Settings;

/// <summary>
/// Where people reach the application. What the machine was started with (<see cref="LearningOptions.PublicAddress"/>) counts for more
/// than what administrators chose: whoever runs the machine can always mend an address with which nobody can sign in.
/// </summary>
public sealed class PublicAddressSetting(SettingsStore settings, IOptions<LearningOptions> options)
{
    private readonly PublicAddress? _configured = PublicAddress.Read(options.Value.PublicAddress);
    private Chosen _chosen = new(null, null);

    /// <summary>Null where nobody has said it: nothing is then said in full, and administrators are told on their home page.</summary>
    public PublicAddress? Current => _configured ?? ReadChosen();

    /// <summary>True where the machine decides, and the choice of administrators has no effect.</summary>
    public bool IsConfigured => _configured is not null;

    // Each request asks; the address changes once in years.
    private PublicAddress? ReadChosen()
    {
        var uri = settings.Current.PublicAddress;
        if (!ReferenceEquals(uri, _chosen.Uri))
        {
            _chosen = new Chosen(uri, uri is null ? null : PublicAddress.From(uri));
        }

        return _chosen.Address;
    }

    private sealed record Chosen(Uri? Uri, PublicAddress? Address);
}
