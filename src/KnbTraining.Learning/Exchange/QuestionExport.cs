using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Exchange;

/// <summary>Which questions leave together.</summary>
public enum ExchangeScope
{
    /// <summary>Those that were written by hand.</summary>
    Authored,

    /// <summary>Those that the exam of a course may ask: never a form of it.</summary>
    Course,

    /// <summary>Those about a rule.</summary>
    Rule,
}

/// <summary>What somebody wants to take along.</summary>
/// <param name="Id">Of the course or rule; null for <see cref="ExchangeScope.Authored"/>.</param>
/// <param name="Format">The id of a format, see <see cref="ExchangeFormats"/>.</param>
/// <param name="Variants">Of each family that draws them.</param>
public sealed record ExportOrder(ExchangeScope Scope, string? Id, string Language, string Format, int Variants);

/// <summary>A file of questions.</summary>
public sealed record ExportedQuestions(string FileName, string MediaType, byte[] Bytes, LossReport Losses, int Edition);

/// <summary>
/// Questions of the current edition as a file for other programs, keys included: for those who see the keys anyway. The same order gives the
/// same file as long as the edition and the law stay.
/// </summary>
public sealed class QuestionExport(LearningStore store, EditionStore editions, RefusedActs refused, LocalCalendar calendar)
{
    public const int MostVariants = 20;

    /// <summary>What the file would be. Nothing leaves by it, so nothing is recorded.</summary>
    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where there is no such course, rule or format, or nothing to ask;
    /// <see cref="Refusal.TooMany"/> where no file may hold so many.
    /// </returns>
    public async Task<Result<ExportedQuestions>> LookAsync(Viewer? viewer, ExportOrder order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (viewer is not null && !EditingQueries.MayRead(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Page);
        }

        if (order.Variants is < 1 or > MostVariants)
        {
            return new Refusal.Invalid("Variants", "range");
        }

        var current = await editions.CurrentAsync(ct);
        if (ExchangeFormats.Find(order.Format) is not { } format || !Languages.All.Contains(order.Language, StringComparer.Ordinal))
        {
            return Refusal.NotFound;
        }

        var items = current.Edition.ItemsOn(calendar.Today);
        var drawn = ExchangeQuestions.Draw(items, FamiliesOf(current.Edition, items, order), order.Variants, (ulong)current.Number)
            .Take(ContentLimits.MostExchanged + 1).ToArray();
        if (drawn.Length is 0 or > ContentLimits.MostExchanged)
        {
            return drawn.Length == 0 ? Refusal.NotFound : Refusal.TooMany;
        }

        var file = await Task.Run(() => format.Write([.. drawn.Select(item => ExchangeQuestions.Of(items, item, order.Language))]), ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"questions-{order.Id ?? "authored"}-{order.Language}-edition-{current.Number}{format.Ending}");
        return new ExportedQuestions(name, format.MediaType, file.Bytes, file.Losses, current.Number);
    }

    /// <summary>The file, recorded before it leaves.</summary>
    /// <param name="viewer">Null for the command line.</param>
    public async Task<Result<ExportedQuestions>> SendAsync(Viewer? viewer, ExportOrder order, CancellationToken ct)
    {
        var made = await LookAsync(viewer, order, ct);
        return made.Value is not { } file
            ? made
            : await store.WriteAsync<ExportedQuestions>(
                write =>
                {
                    write.Record(viewer?.Actor ?? Actor.Application, new QuestionsExported(
                        Slug.Of(order.Format),
                        Slug.Of(order.Language),
                        file.Edition,
                        order.Scope == ExchangeScope.Course ? Slug.Of(order.Id!) : null,
                        order.Scope == ExchangeScope.Rule ? Slug.Of(order.Id!) : null,
                        file.Losses.Questions.Count,
                        Digest.Of(file.Bytes)));
                    return Task.FromResult<Result<ExportedQuestions>>(file);
                },
                ct);
    }

    private static IEnumerable<string> FamiliesOf(Edition edition, ItemBank items, ExportOrder order) => order.Scope switch
    {
        ExchangeScope.Course => edition.EveryCourse.TryGetValue(order.Id ?? "", out var course) ? course.Exam.Parts.SelectMany(part => part.Families) : [],
        ExchangeScope.Rule => items.Families.Where(family => family.Rule == order.Id).Select(family => family.Id),
        _ => items.Families.Where(family => family.IsAuthored).Select(family => family.Id),
    };
}
