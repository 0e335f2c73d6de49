using System.Globalization;
using KnbTraining.Learning.Editing;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>The addresses of the rule book's pages; law and day travel along, so that a link shows what was seen.</summary>
public static class LawAddress
{
    public const string Home = "admin/law";
    public const string Changes = "admin/law/changes";
    public const string Coverage = "admin/law/coverage";
    public const string Difficulty = "admin/law/difficulty";
    public const string Answers = "admin/law/answers";
    public const string AnswersOfFamily = "admin/law/answers/family";

    public const string Adopted = "if-adopted";
    public const string InForce = "in-force";

    public static string Map(bool ifAdopted, DateOnly day, string? anchor = null) =>
        $"{Home}?law={Law(ifAdopted)}&on={Day(day)}{(anchor is null ? "" : $"#{anchor}")}";

    public static string Compare(ComparedSide from, ComparedSide to, DateOnly day) =>
        $"{Changes}?from={Uri.EscapeDataString(from.Edition)}&from-law={Law(from.IfAdopted)}&to={Uri.EscapeDataString(to.Edition)}&to-law={Law(to.IfAdopted)}&on={Day(day)}";

    public static string CoverageOf(string facts) => $"{Coverage}?facts={Uri.EscapeDataString(facts)}";

    public static string Document(string path) => $"admin/content/document/{path}";

    private static string Law(bool ifAdopted) => ifAdopted ? Adopted : InForce;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
