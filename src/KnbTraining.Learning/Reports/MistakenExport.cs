using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>Everybody of <see cref="MistakenQueries.ListAsync"/>, a row for each rule and misconception. Its choice "all" tells also of who was never sure.</summary>
internal sealed class MistakenExport(MistakenQueries mistaken, EditionStore editions) : Report(
    ExportedReport.Mistaken,
    ReportFilters.Day | ReportFilters.Months | ReportFilters.Unit | ReportFilters.Course | ReportFilters.Rule | ReportFilters.Misconception | ReportFilters.Choice)
{
    public const string Everybody = "all";

    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var filter = AnswerFilter.Of(asked);
        if (asked.Choice is not (null or Everybody) || !filter.IsKnownIn((await editions.CurrentAsync(ct)).Edition))
        {
            return null;
        }

        var people = await mistaken.ListAsync(viewer, filter, asked.Choice != Everybody, null, asked.Language, ct);
        var table = Table.Of(
            asked.Language,
            asked.Words["SureAndWrong"],
            people.People.SelectMany(person => person.Beliefs.Select(belief => (Person: person, Belief: belief))),
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Name"], row => row.Person.Name),
            new(asked.Words["Unit"], row => row.Person.UnitName),
            new(asked.Words["Rule"], row => row.Belief.Rule),
            new(asked.Words["Misconception"], row => row.Belief.Misconception),
            new(asked.Words["Missed"], row => row.Belief.Answers),
            new(asked.Words["SureAndWrong"], row => row.Belief.Sure),
            new(asked.Words["LastDay"], row => row.Person.Last));
        return Dated(table, "sure-and-wrong", asked.AsOf);
    }
}
