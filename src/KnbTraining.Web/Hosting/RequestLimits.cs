using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// How much a browser may send in one request. Forms hold names, passwords and choices; documents go through the circuit, which has
/// a limit of its own (32 KiB a message, and streams with theirs).
/// </summary>
internal static class RequestLimits
{
    /// <summary>Longest body of a request, in bytes: several full messages of a circuit where WebSockets are blocked.</summary>
    public const int LongestBody = 256 * 1024;

    /// <summary>Longest value of one field of a form, in characters: eight times what the longest field takes.</summary>
    public const int LongestValue = 4 * 1024;

    /// <summary>Longest address, in characters. What is longer is refused with a page that says so.</summary>
    public const int LongestAddress = 8 * 1024;

    /// <summary>Most fields of one form, the hidden ones among them.</summary>
    public const int MostFields = 64;

    private const int LongestName = 256;

    // The server itself refuses what is still longer, without a word.
    private const int LongestLine = 64 * 1024;

    public static void AddRequestLimits(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(options => (options.Limits.MaxRequestBodySize, options.Limits.MaxRequestLineSize) = (LongestBody, LongestLine));
        services.Configure<FormOptions>(options =>
        {
            options.ValueLengthLimit = LongestValue;
            options.KeyLengthLimit = LongestName;
            options.ValueCountLimit = MostFields;
            options.MultipartBodyLengthLimit = LongestBody;
        });
    }

    /// <summary>Refuses addresses that are too long, by the page of errors: it stands behind that.</summary>
    public static Task RefuseLongAddressAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value?.Length + context.Request.QueryString.Value?.Length <= LongestAddress)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status414UriTooLong;
        return Task.CompletedTask;
    }
}
