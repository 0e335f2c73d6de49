using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Components.Layout;

/// <summary>Puts an admin page into the navigation. The entry shows only to those whom the page's policy lets in.</summary>
/// <param name="textKey">Key in <see cref="Shared.SharedTexts"/>.</param>
/// <param name="order">Position; lower comes first.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdminNavigationAttribute(string textKey, int order) : Attribute
{
    public string TextKey { get; } = textKey;

    public int Order { get; } = order;
}

/// <param name="Href">Relative to the base address, without parameters.</param>
public sealed record AdminNavigationEntry(string Href, string TextKey, string Policy);

public static class AdminNavigation
{
    /// <summary>The entries, in order; they follow from the pages, so that none leads nowhere.</summary>
    public static IReadOnlyList<AdminNavigationEntry> Entries { get; } =
    [
        .. typeof(AdminNavigation).Assembly.GetTypes()
            .Select(page => (Page: page, Entry: page.GetCustomAttribute<AdminNavigationAttribute>()))
            .Where(pair => pair.Entry is not null)
            .OrderBy(pair => pair.Entry!.Order)
            .Select(pair => new AdminNavigationEntry(
                pair.Page.GetCustomAttributes<RouteAttribute>().Select(route => route.Template.TrimStart('/')).First(template => !template.Contains('{', StringComparison.Ordinal)),
                pair.Entry!.TextKey,
                pair.Page.GetCustomAttribute<AuthorizeAttribute>()!.Policy!)),
    ];
}
