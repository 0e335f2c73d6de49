using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;

namespace KnbTraining.Learning.Attempts;

/// <summary>Puts a graded attempt into words.</summary>
internal static class ResultView
{
    /// <param name="reasons">Of annulments, by their ids.</param>
    public static AttemptResultView Of(
        AttemptRecord record, string personName, ItemBank bank, AnnulmentsInForce annulments, IReadOnlyDictionary<Guid, string?> reasons, string language)
    {
        var attempt = record.Attempt;
        var course = bank.Edition.EveryCourse[attempt.CourseId];
        var counted = attempt.Counted!;
        Func<AttemptItem, WrongItems?>? wrong = attempt.Mode == AttemptMode.Exam ? annulments.TreatmentOf : null;
        var parts = Grader.GradeParts(course.Exam, Grader.CountedOf(attempt.Items, item => item.Score ?? 0, wrong));
        return new AttemptResultView(
            attempt.Id,
            attempt.PersonId,
            personName,
            attempt.CourseId,
            course.Title[language],
            attempt.Mode,
            attempt.EditionNumber,
            attempt.SubmittedAt!.Value,
            counted.Points,
            attempt.Regrades.Count > 0 ? counted.Total : parts.Sum(part => part.Total),
            counted.Percent,
            course.Exam.Pass,
            counted.Passed,
            DerivedCourse.ValidUntil(attempt.CourseId, counted.ValidUntil),
            [.. parts.Select(grade =>
            {
                var part = course.Exam.Parts[grade.Part];
                return new PartResult(part.Id, part.Label[language], grade.Points, grade.Total, part.Pass, grade.Passed);
            })],
            [.. attempt.Items.OrderBy(item => item.Position).Select(item => ItemOf(record, item, bank, language) with { FoundWrong = annulments.TreatmentOf(item) })])
        {
            Gradings = attempt.Regrades.Count == 0 ? [] :
            [
                new ShownGrading(attempt.SubmittedAt!.Value, attempt.Points!.Value, attempt.Total, attempt.Percent!.Value, attempt.Passed!.Value, null),
                .. attempt.Regrades.OrderBy(regrade => regrade.Number).Select(regrade => new ShownGrading(
                    regrade.At, regrade.Points, regrade.Total, regrade.Percent, regrade.Passed, reasons.GetValueOrDefault(regrade.AnnulmentId))),
            ],
        };
    }

    public static ResultItemView ItemOf(AttemptRecord record, AttemptItem asked, ItemBank bank, string language) =>
        ItemOf(
            bank,
            Grader.ItemOf(bank, asked.ItemId),
            new AnsweredItem(asked.Position, asked.Order, record.Answers.ResponseTo(asked.Position), asked.Family.RuleId) { Score = asked.Score },
            language) with
        {
            Certainty = record.Answers.CertaintyOf(asked.Position),
        };

    public static ResultItemView ItemOf(ItemBank bank, Item item, AnsweredItem answered, string language)
    {
        var (text, response) = (PresentedOrder.Render(bank, item, answered.Order, language), answered.Response);
        return new ResultItemView(
            answered.Position,
            QuestionKinds.Of(item).Id,
            text.Case,
            text.Question,
            item.Kind == QuestionKind.Matching ? Pairs(item, text, response) : Options(item, text, response),
            answered.Score ?? QuestionKinds.Of(item).Grade(item, response),
            response.Count > 0,
            bank.Explain(item, response, language),
            answered.RuleId,
            item.Situations.Count == 1 ? item.Situations[0] : null);
    }

    private static ResultOption[] Options(Item item, ItemText text, IReadOnlyList<string> response) =>
        [.. text.Options.Select(option => new ResultOption(
            option.Id,
            option.Text,
            response.Contains(option.Id, StringComparer.Ordinal),
            item.Options.First(own => own.Id == option.Id).Correct))];

    // Only the pairs that were chosen and the pairs that are correct.
    private static ResultOption[] Pairs(Item item, ItemText text, IReadOnlyList<string> response) =>
        [.. from row in text.Rows
            from choice in text.Choices
            let id = $"{row.Id}={choice.Id}"
            let option = item.Options.FirstOrDefault(own => own.Id == id)
            where option is not null
            let chosen = response.Contains(id, StringComparer.Ordinal)
            where chosen || option.Correct
            select new ResultOption(id, $"{row.Text} → {choice.Text}", chosen, option.Correct)];
}

/// <summary>An item with what somebody answered.</summary>
/// <param name="Order">See <see cref="PresentedOrder"/>.</param>
internal sealed record AnsweredItem(int Position, string Order, IReadOnlyList<string> Response, string RuleId)
{
    /// <summary>Null where it is not graded yet: then it is what the answer would earn.</summary>
    public double? Score { get; init; }
}
