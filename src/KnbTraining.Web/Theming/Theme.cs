namespace KnbTraining.Web.Theming;

/// <summary>Light or dark: the person's choice by cookie, otherwise what their device prefers.</summary>
public sealed record Theme(string? Chosen, bool DeviceIsDark)
{
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>The choice; absent where the device decides.</summary>
    public const string Cookie = "knb.theme";

    /// <summary>What the device prefers, written by the start script: MudBlazor's palette is drawn on the server.</summary>
    public const string DeviceCookie = "knb.device";

    public bool IsDark => Chosen is null ? DeviceIsDark : Chosen == Dark;

    public static Theme From(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chosen = request.Cookies[Cookie];
        return new Theme(chosen is Light or Dark ? chosen : null, request.Cookies[DeviceCookie] == Dark);
    }
}
