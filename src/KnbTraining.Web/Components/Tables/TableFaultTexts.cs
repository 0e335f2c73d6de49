using KnbTraining.Learning.Imports.Files;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Tables;

/// <summary>Marks the texts that say why a file cannot be read as a table.</summary>
public sealed class TableFaultTexts;

/// <summary>Why a file cannot be read as a table, in the language of the page.</summary>
public static class TableFaultWords
{
    public static string Say(this IStringLocalizer<TableFaultTexts> texts, TableProblem problem)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(problem);
        var fault = texts[$"Fault.{problem.Fault}"].Value;
        return problem.Line is { } line ? texts["Fault.line", line, fault] : fault;
    }
}
