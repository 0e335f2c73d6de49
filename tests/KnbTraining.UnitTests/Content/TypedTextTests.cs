using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content;

public sealed class TypedTextTests
{
    public static readonly TheoryData<string, string> HiddenInALine = new()
    {
        { "NUL", "Ali\0ya" },
        { "bell", "Ali\aya" },
        { "delete", "Ali\u007Fya" },
        { "next line", "Ali\u0085ya" },
        { "line end", "Ali\nya" },
        { "tab", "Ali\tya" },
        { "right-to-left override", "Ali\u202Eya" },
        { "left-to-right embedding", "Ali\u202Aya" },
        { "isolate", "Ali\u2066ya" },
        { "end of isolate", "Ali\u2069ya" },
        { "right-to-left mark", "Ali\u200Fya" },
        { "zero-width space", "Ali\u200Bya" },
        { "zero-width joiner", "Ali\u200Dya" },
        { "soft hyphen", "Ali\u00ADya" },
        { "byte order mark", "\uFEFFAliya" },
        { "line separator", "Ali\u2028ya" },
        { "first half of a pair", "Ali\uD83Dya" },
        { "second half of a pair", "Ali\uDE00ya" },
        { "half of a pair at the end", "Aliya\uD83D" },
        { "no character", "Ali\uFFFEya" },
        { "tag", "Ali\U000E0041ya" },
    };

    [Fact]
    public void Names_of_our_languages_are_taken_as_they_are()
    {
        foreach (var name in new[] { "Әлия Өтегенқызы", "Пётр О’Нил-Иванов", "Nu\u0301n\u0303ez", "2-бөлім «Құжат»", "山田", "Team 😀", "  Айгерім  ", "A" })
        {
            Assert.Null(TypedText.LineFault(name, TypedText.LongestName));
        }
    }

    [Theory]
    [MemberData(nameof(HiddenInALine))]
    public void What_cannot_be_seen_is_refused_in_a_line(string what, string text)
    {
        Assert.False(string.IsNullOrEmpty(what));
        Assert.Equal(TypedText.Hidden, TypedText.LineFault(text, TypedText.LongestName));
        Assert.Equal(TypedText.Hidden, TypedText.OptionalLineFault(text, TypedText.LongestName));
    }

    [Fact]
    public void What_shows_nothing_at_all_is_missing()
    {
        foreach (var nothing in new[] { null, "", "   ", "\u00A0", "\u200B\u200B", "\uFEFF", "\u2060 \u200D", "\u3164", "\u2800", "\u0301", "\uFE0F", "\0", "\u202E\u202C" })
        {
            Assert.Equal(TypedText.Required, TypedText.LineFault(nothing, TypedText.LongestName));
            Assert.Equal(TypedText.Required, TypedText.LinesFault(nothing, TypedText.LongestNote));
        }

        Assert.Null(TypedText.OptionalLineFault("  ", 10));
        Assert.Null(TypedText.OptionalLinesFault(null, 10));
        Assert.Equal(TypedText.Required, TypedText.OptionalLineFault("\u200B", 10));
    }

    [Fact]
    public void A_name_takes_no_letter_that_leaves_no_ink_and_no_choice_between_shapes()
    {
        foreach (var unseen in new[] { "\u3164", "\u2800", "\u115F", "\u034F", "\uFE0F", "\u180B", "\U000E0100" })
        {
            Assert.Equal(TypedText.Hidden, TypedText.LineFault($"Gulmira {unseen}Ashimova", TypedText.LongestName));
            Assert.Equal(TypedText.Hidden, TypedText.LineFault($"Gulmira Ashimova{unseen}", TypedText.LongestName));
        }
    }

    [Fact]
    public void The_longest_text_still_passes_and_white_space_around_it_does_not_count()
    {
        Assert.Null(TypedText.LineFault(new string('ә', 200), 200));
        Assert.Null(TypedText.LineFault(new string('ә', 200) + "   ", 200));
        Assert.Equal(TypedText.TooLong, TypedText.LineFault(new string('ә', 201), 200));
        Assert.Equal(TypedText.TooLong, TypedText.LinesFault(new string('\0', 10_000_000), 200));
    }

    [Fact]
    public void Several_lines_take_line_ends_tabs_and_joiners_and_nothing_that_turns_the_direction()
    {
        Assert.Null(TypedText.LinesFault("first\r\n\tsecond\n👩\u200D⚕️ soft\u00ADhyphen", 100));
        foreach (var text in new[] { "a\0b", "a\u202Eb", "a\u2067b", "a\u0007b", "a\uD83Db", "a\uFFFFb" })
        {
            Assert.Equal(TypedText.Hidden, TypedText.LinesFault(text, 100));
        }
    }

    [Fact]
    public void A_hidden_character_is_found_at_its_place()
    {
        Assert.Equal((3, 0x202E), TypedText.FindHidden("ab\n\u202Ecd"));
        Assert.Equal((2, 0xD83D), TypedText.FindHidden("ab\uD83D"));
        Assert.Null(TypedText.FindHidden("😀 \r\n plain"));
    }

    [Fact]
    public void What_storage_would_change_is_told_apart()
    {
        Assert.True(TypedText.CanBeStored("😀 \u202E \u0007"));
        Assert.False(TypedText.CanBeStored("a\0"));
        Assert.False(TypedText.CanBeStored("a\uD83D"));
    }
}
