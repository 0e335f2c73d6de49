using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class DocumentUsageTests
{
    [Fact]
    public async Task What_a_retirement_would_break_is_named_before_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var edition = ShippedContent.Edition;
        string[] paths =
        [
            .. edition.Rules.Values.Select(rule => rule.Path), .. edition.Pictures.Values.Select(picture => picture.Path).Take(4),
            .. edition.Acknowledgements.Values.Select(text => text.Path).Take(2), .. edition.Questions.Values.Select(question => question.Path).Take(2),
        ];
        foreach (var path in paths)
        {
            var broken = DocumentSetBuilder.FromShipped().Without(path).Compile().Findings
                .Select(finding => Place(finding.Path)).Where(place => place.Length > 0 && place != Place(path)).ToHashSet(StringComparer.Ordinal);
            var usage = (await room.Get<EditingQueries>().UsageAsync(editor, path, CancellationToken.None)).Value!;
            var named = new[] { usage.Lessons, usage.Courses, usage.Questions, usage.Rules, usage.Acknowledgements, usage.Others }
                .SelectMany(uses => uses).Select(use => Place(use.Path)).ToHashSet(StringComparer.Ordinal);
            Assert.True(broken.IsSubsetOf(named), $"{path}: {string.Join(", ", broken.Except(named, StringComparer.Ordinal))}");
        }
    }

    // A lesson is one document for its three languages.
    private static string Place(string path) => path.StartsWith("lessons/", StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : path;
}
