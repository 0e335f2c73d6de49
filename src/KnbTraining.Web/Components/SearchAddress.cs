namespace KnbTraining.Web.Components;

/// <summary>The page that searches the published content.</summary>
public static class SearchAddress
{
    /// <summary>Path of the page, relative to the base.</summary>
    public const string Page = "search";

    /// <summary>Name of the query in the address.</summary>
    public const string Query = "q";

    /// <summary>Most characters of a query that count.</summary>
    public const int LongestQuery = 100;
}
