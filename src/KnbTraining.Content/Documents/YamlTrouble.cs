using KnbTraining.Content.Text;
using YamlDotNet.Core;

namespace KnbTraining.Content.Documents;

/// <summary>
/// What a document breaks of YAML, in words of ours: those of the parser speak of tokens and scalars, and in English only.
/// What none of these words fits is said in general; the line is told beside it in any case.
/// </summary>
internal static class YamlTrouble
{
    public static FindingSentence Unclosed => FindingSentence.Of("A list or map in brackets is not closed, or a comma is missing in it.");

    public static FindingSentence Of(YamlException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        bool Tells(string part) => error.Message.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Tells("tab") && !Tells("stable") ? FindingSentence.Of("A tab stands where only blanks may stand.")
            : Tells("flow") ? Unclosed
            : Tells("escape") || Tells("hexadecimal") || Tells("surrogate") ? FindingSentence.Of("In quotation marks a backslash stands before a letter that it cannot stand before.")
            : Tells("quoted") ? FindingSentence.Of("A quotation mark is not closed, or the text in it is not indented.")
            : Tells("invalid mapping") ? FindingSentence.Of("A text holds a colon and stands without quotation marks.")
            : Tells("cannot start any token") ? FindingSentence.Of("A value begins with a sign that needs quotation marks around it, such as @ or `.")
            : Tells("block scalar") ? FindingSentence.Of("After > or | only a line end may stand, and the text below it is indented evenly.")
            : Tells("anchor") || Tells("tag") ? FindingSentence.Of("A value begins with &, * or ! and needs quotation marks around it.")
            : FindingSentence.Of("The indentation does not fit the lines above, or a sign is missing.");
    }
}
