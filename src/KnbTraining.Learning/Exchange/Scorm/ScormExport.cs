using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Exchange.Scorm;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Exchange.Scorm;

/// <summary>What somebody wants to take along for a learning system.</summary>
/// <param name="Lesson">The id of a lesson; null for practice.</param>
/// <param name="Course">The id of a course whose questions are practised; null for a lesson.</param>
/// <param name="Section">The id of the part of its exam; null for a lesson.</param>
/// <param name="Variants">Of each family that draws them; a lesson asks each of its questions once.</param>
public sealed record ScormOrder(string? Lesson, string? Course, string? Section, string Language, int Variants);

/// <summary>What stands on the page of a package.</summary>
/// <param name="Lesson">Null for practice.</param>
/// <param name="Day">The law is read as on this day.</param>
public sealed record ScormMaterial(Edition Edition, int Number, DateOnly Day, string Language, string Title, LessonText? Lesson, ScormQuestions Questions);

/// <summary>A package as it leaves.</summary>
public sealed record ScormFile(string FileName, byte[] Bytes);

/// <summary>
/// Lessons and practice of the current edition as packages of SCORM 1.2 in one language, for those who see the keys anyway. Never an exam: what grades itself
/// shows its keys to whoever opens it.
/// </summary>
public sealed class ScormExport(LearningStore store, EditionStore editions, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>What the package would hold. Nothing leaves by it, so nothing is recorded.</summary>
    /// <param name="viewer">Null for the command line.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where there is no such lesson, course or part, or nothing to practise; with <see cref="Refusal.Invalid"/> (<c>Variants</c>)
    /// where the number is not right; and with <see cref="Refusal.TooMany"/> where no file may hold so many questions.
    /// </returns>
    public async Task<Result<ScormMaterial>> LookAsync(Viewer? viewer, ScormOrder order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (viewer is not null && !EditingQueries.MayRead(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Page);
        }

        if (order.Variants is < 1 or > QuestionExport.MostVariants)
        {
            return new Refusal.Invalid("Variants", "range");
        }

        var current = await editions.CurrentAsync(ct);
        return Languages.All.Contains(order.Language, StringComparer.Ordinal)
            ? await Task.Run(() => Find(current, order), ct)
            : Refusal.NotFound;
    }

    /// <summary>The package, recorded before it leaves.</summary>
    /// <param name="write">Writes the files of the package: its page and what that needs.</param>
    /// <inheritdoc cref="LookAsync"/>
    public async Task<Result<ScormFile>> SendAsync(
        Viewer? viewer, ScormOrder order, Func<ScormMaterial, Task<IReadOnlyDictionary<string, byte[]>>> write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        var looked = await LookAsync(viewer, order, ct);
        if (looked.Value is not { } material)
        {
            return looked.As<ScormFile>();
        }

        var name = order.Lesson ?? $"{order.Course}-{order.Section}";
        var file = new ScormFile(
            string.Create(CultureInfo.InvariantCulture, $"scorm-{name}-{order.Language}-edition-{material.Number}.zip"),
            ScormPackage.Write($"knb-{name}-{order.Language}-{material.Edition.Hash[..FrozenId.EditionDigits]}", material.Title, await write(material)));
        return await store.WriteAsync<ScormFile>(
            writing =>
            {
                writing.Record(viewer?.Actor ?? Actor.Application, new ScormExported(
                    Slug.Of(order.Language),
                    material.Number,
                    SlugOf(order.Lesson),
                    SlugOf(order.Course),
                    SlugOf(order.Section),
                    material.Questions.Questions.Count,
                    Digest.Of(file.Bytes)));
                return Task.FromResult<Result<ScormFile>>(file);
            },
            ct);
    }

    private static Slug? SlugOf(string? id) => id is null ? null : Slug.Of(id);

    private Result<ScormMaterial> Find(NumberedEdition current, ScormOrder order)
    {
        var (edition, day) = (current.Edition, calendar.Today);
        var items = edition.ItemsOn(day);
        if (order.Lesson is { } id)
        {
            if (order.Course is not null || order.Section is not null || !edition.Lessons.TryGetValue(id, out var lesson))
            {
                return Refusal.NotFound;
            }

            var text = lesson[order.Language];
            var asked = text.Blocks.OfType<QuestionBlock>().Select(block => block.Family);
            return new ScormMaterial(
                edition, current.Number, day, order.Language, text.Title, text, ScormQuestions.Draw(edition, items, asked, 1, (ulong)current.Number, order.Language));
        }

        if (order.Course is null || !edition.Courses.TryGetValue(order.Course, out var course) || course.Exam.Parts.FirstOrDefault(one => one.Id == order.Section) is not { } part)
        {
            return Refusal.NotFound;
        }

        var questions = ScormQuestions.Draw(edition, items, part.Families, order.Variants, (ulong)current.Number, order.Language);
        return questions.Questions.Count == 0 ? Refusal.NotFound
            : questions.Questions.Count > ContentLimits.MostExchanged ? Refusal.TooMany
            : new ScormMaterial(edition, current.Number, day, order.Language, $"{course.Title[order.Language]}: {part.Label[order.Language]}", null, questions);
    }
}
