using KnbTraining.Learning.Reports;

namespace KnbTraining.Web.Features.Look;

/// <summary>The samples that the page shows.</summary>
public sealed partial class LookPage
{
    private static readonly (string Id, string Title)[] Parts =
    [
        ("fields", "Fields"), ("buttons", "Buttons"), ("states", "States"), ("notes", "Notes"), ("figures", "Figures"), ("tables", "Tables"),
        ("charts", "Charts"), ("dialogs", "Dialogs"), ("nothing", "Empty, loading, error"), ("words", "Long words"),
    ];

    private static readonly (string Value, string Text)[] Units = [("1", "Archive"), ("2", "Testing Laboratory")];

    private static readonly (string Name, string Language, string Unit, string? Tone, string State, string Exam)[] People =
    [
        ("Нұрпейісова Әлия", "kk", "Сынақ зертханалары, №2 цех", "w", "overdue", "72 %"),
        ("Константинопольская-Преображенская Анастасия Вячеславовна", "ru", "Лаборатория неразрушающего контроля", "p", "due soon", "88 %"),
        ("Begaliyev Sanzhar", "en", "Testing Laboratory", "r", "done", "100 %"),
    ];

    private static readonly TrendPoint[] Months =
        [.. Enumerable.Range(0, 12).Select(month => new TrendPoint(new DateOnly(2026, 1, 1).AddMonths(month), 64, 40 + month, 12 - month))];
}
