using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Security;

/// <summary>Remembers in the browser that several people use it, so that nobody has to say it again. It tells nothing of them.</summary>
internal static class SharedComputer
{
    public const string Cookie = "knb.shared-computer";

    private const string Yes = "yes";

    public static bool Is(HttpRequest request) => request.Cookies[Cookie] == Yes;

    public static void Remember(HttpContext context, bool shared)
    {
        if (shared)
        {
            context.Response.Cookies.Append(Cookie, Yes, PreferenceEndpoints.Lasting(context));
        }
        else if (Is(context.Request))
        {
            context.Response.Cookies.Delete(Cookie, PreferenceEndpoints.Lasting(context));
        }
    }
}
