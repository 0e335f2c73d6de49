using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// Where people reach the application. The machine's configuration (<c>PublicAddress</c>) counts for more than what administrators
/// chose: whoever runs the machine can always mend an address with which nobody can sign in.
/// </summary>
public sealed class PublicAddressSetting
{
    public const string Key = "PublicAddress";

    private readonly SettingsStore _settings;
    private readonly PublicAddress? _configured;
    private Chosen _chosen = new(null, null);

    /// <param name="configuration">Its values were looked at before (<see cref="KnownSettings"/>): what is no address never comes here.</param>
    public PublicAddressSetting(IConfiguration configuration, SettingsStore settings)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _settings = settings;
        _configured = PublicAddress.Read(configuration[Key]);
    }

    /// <summary>Null where nobody has said it: nothing is then said in full, and administrators are told on their home page.</summary>
    public PublicAddress? Current => _configured ?? ReadChosen();

    /// <summary>True where the machine decides, and the choice of administrators has no effect.</summary>
    public bool IsConfigured => _configured is not null;

    // Each request asks; the address changes once in years.
    private PublicAddress? ReadChosen()
    {
        var uri = _settings.Current.PublicAddress;
        if (!ReferenceEquals(uri, _chosen.Uri))
        {
            _chosen = new Chosen(uri, uri is null ? null : PublicAddress.From(uri));
        }

        return _chosen.Address;
    }

    private sealed record Chosen(Uri? Uri, PublicAddress? Address);
}
