namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>What is wrong with a note, a checkpoint, a key or a proof that came from outside.</summary>
public enum ProofFault
{
    /// <summary>There is nothing.</summary>
    Empty,

    /// <summary>It is longer than any that is made.</summary>
    TooLong,

    /// <summary>The bytes are not UTF-8, or begin with a byte order mark: it is not the file, or an editor saved it anew.</summary>
    NotPlainText,

    /// <summary>Lines end with CR LF, as Windows writes them, and must end with LF alone.</summary>
    WindowsLineEnds,

    /// <summary>A control character, for example a tab, stands where none may.</summary>
    ControlCharacter,

    /// <summary>A line begins or ends with a space.</summary>
    SpaceAtLineEnd,

    /// <summary>An empty line stands where none may.</summary>
    EmptyLine,

    /// <summary>The end is missing: the last line has no line end, or lines are missing after it.</summary>
    Cut,

    /// <summary>A signature line is not of the form "— name base64".</summary>
    BadSignatureLine,

    /// <summary>The second line of a checkpoint is not a size.</summary>
    BadSize,

    /// <summary>A root, or a hash of a proof, is not 32 bytes in base64; or a tree without lines has another root than it must.</summary>
    BadHash,

    /// <summary>The line of a day is not of the form "day YYYY-MM-DD first last sha256", does not fit the size, or is there twice.</summary>
    BadDay,

    /// <summary>It does not begin as a file of a proof does.</summary>
    NotAProof,

    /// <summary>The number of the line in a proof is none, or is beyond the checkpoint.</summary>
    BadIndex,

    /// <summary>It is not a public key of the form "name+id+base64", or not one of ECDSA over P-256.</summary>
    BadKey,

    /// <summary>A checkpoint of another ledger.</summary>
    OtherOrigin,

    /// <summary>None of the signatures is by a known key.</summary>
    UnknownKey,

    /// <summary>The signature of a known key does not fit: the text or the signature was changed.</summary>
    WrongSignature,

    /// <summary>The line is not the one that stands at this place under the checkpoint.</summary>
    OtherLine,
}
