namespace KnbTraining.Web.Theming;

/// <summary>The two kinds of page: lean ones for everybody, and MudBlazor ones for those who edit, manage and audit.</summary>
public enum Surface
{
    Learner,
    Admin,
}

public static class Surfaces
{
    /// <summary>The surface of a path of this application, with or without a leading slash and with or without a query.</summary>
    public static Surface Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bare = path.AsSpan().TrimStart('/');
        var end = bare.IndexOfAny('?', '#');
        bare = end < 0 ? bare : bare[..end];
        return bare.Equals("admin", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("admin/", StringComparison.OrdinalIgnoreCase)
            ? Surface.Admin
            : Surface.Learner;
    }
}
