using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Security;

/// <summary>One address of a page.</summary>
/// <param name="Address">Relative to the base address, with its parameters in braces.</param>
internal sealed record PageRoute(Type Page, string Address)
{
    private readonly string[] _parts = Address.Split('/');

    public int Parameters => _parts.Count(IsParameter);

    /// <summary>The ids and the other values that an address gives to the parameters, in their order; null where the address is another one.</summary>
    public (IReadOnlyList<Guid> Ids, IReadOnlyList<string> Names)? Read(IReadOnlyList<string> parts)
    {
        if (parts.Count != _parts.Length)
        {
            return null;
        }

        var (ids, names) = (new List<Guid>(), new List<string>());
        for (var i = 0; i < _parts.Length; i++)
        {
            if (!IsParameter(_parts[i]))
            {
                if (!parts[i].Equals(_parts[i], StringComparison.OrdinalIgnoreCase))
                {
                    return null;
                }
            }
            else if (!_parts[i].EndsWith(":guid}", StringComparison.Ordinal))
            {
                names.Add(parts[i]);
            }
            else if (Guid.TryParse(parts[i], out var id))
            {
                ids.Add(id);
            }
            else
            {
                return null;
            }
        }

        return (ids, names);
    }

    private static bool IsParameter(string part) => part.StartsWith('{');
}

/// <summary>The addresses of all pages, as the pages say them.</summary>
internal static class PageRoutes
{
    public static IReadOnlyList<PageRoute> All { get; } =
    [
        .. typeof(PageRoutes).Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => new PageRoute(page, route.Template.Trim('/'))))
            .OrderBy(route => route.Parameters),
    ];

    /// <summary>The page at an address below the base; where several fit, the one with fewest parameters.</summary>
    public static PageRoute? Find(IReadOnlyList<string> parts) => All.FirstOrDefault(route => route.Read(parts) is not null);
}
