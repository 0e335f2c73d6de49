using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.WebTests.Features.Content;

public sealed class ThreeWayTextTests
{
    [Fact]
    public void Pieces_hold_every_line_of_all_three_texts_whatever_they_are()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var (before, mine, theirs) = Texts(new Random(seed));
            var pieces = ThreeWayText.Of(before, mine, theirs);
            Assert.Equal(before, Joined(pieces, piece => piece.Base));
            Assert.Equal(mine, Joined(pieces, piece => piece.Mine));
            Assert.Equal(theirs, Joined(pieces, piece => piece.Theirs));
        }
    }

    [Fact]
    public void What_only_one_side_changed_is_taken_and_a_side_that_changed_nothing_gives_way()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (before, mine, _) = Texts(new Random(seed));
            foreach (var pieces in new[] { ThreeWayText.Of(before, mine, before), ThreeWayText.Of(before, before, mine), ThreeWayText.Of(before, mine, mine) })
            {
                Assert.DoesNotContain(pieces, piece => piece.IsConflict);
                Assert.Equal(mine, ThreeWayText.Merge(pieces, _ => false));
            }
        }
    }

    // A change to the English statement beside one to all three: taking mine must not take Russian and Kazakh away.
    [Fact]
    public void Taking_my_side_of_a_place_keeps_the_lines_there_that_I_left_alone()
    {
        const string before = "statement:\n  en: >-\n    one\n    two\n  ru: >-\n    раз\n  kk: >-\n    бір\nstated: x";
        const string mine = "statement:\n  en: \"mine\"\n  ru: >-\n    раз\n  kk: >-\n    бір\nstated: x";
        const string theirs = "statement:\n  en: \"theirs\"\n  ru: \"их\"\n  kk: \"олардың\"\nstated: x";

        var pieces = ThreeWayText.Of(before, mine, theirs);

        Assert.Single(pieces, piece => piece.IsConflict);
        Assert.Equal(mine, ThreeWayText.Merge(pieces, _ => true));
        Assert.Equal(theirs, ThreeWayText.Merge(pieces, _ => false));
    }

    private static string Joined(IReadOnlyList<TextPiece> pieces, Func<TextPiece, IReadOnlyList<string>> side) => string.Join('\n', pieces.SelectMany(side));

    private static (string Before, string Mine, string Theirs) Texts(Random random)
    {
        var before = Lines(random, random.Next(0, 12));
        return (string.Join('\n', before), Changed(before, random), Changed(before, random));
    }

    private static List<string> Lines(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => "abcde"[random.Next(5)] + (random.Next(4) == 0 ? "" : " x"))];

    private static string Changed(List<string> before, Random random)
    {
        var lines = new List<string>(before);
        for (var change = random.Next(0, 4); change > 0; change--)
        {
            var at = random.Next(0, lines.Count + 1);
            lines.RemoveRange(at, Math.Min(lines.Count - at, random.Next(0, 3)));
            lines.InsertRange(at, Lines(random, random.Next(0, 3)));
        }

        return string.Join('\n', lines);
    }
}
