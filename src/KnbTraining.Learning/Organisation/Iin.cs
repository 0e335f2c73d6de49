namespace KnbTraining.Learning.Organisation;

/// <summary>
/// The individual identification number: twelve digits, the last of which is made of the others. Nothing else is read from it: a decision of the Government
/// (853 of 26 August 2013) cut the link between its digits and birth or sex.
/// </summary>
public static class Iin
{
    public const int Length = 12;

    private static readonly int[] First = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    private static readonly int[] Second = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

    /// <summary>Reads what somebody typed; blanks and hyphens between the digits do not count.</summary>
    /// <returns>Null where no such number is ever issued.</returns>
    public static string? Read(string? typed)
    {
        var digits = (typed ?? "").Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return IsRight(digits) ? digits : null;
    }

    /// <summary>As <see cref="Read"/>, for a cell of a list: a spreadsheet that took the number for a quantity has lost the zeros in front.</summary>
    public static string? ReadCell(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Read(cell) ?? (cell.Length is 10 or 11 ? Read(cell.PadLeft(Length, '0')) : null);
    }

    /// <summary>The number as lists show it: the last four digits.</summary>
    public static string Mask(string iin)
    {
        ArgumentNullException.ThrowIfNull(iin);
        return iin.Length == Length ? $"•••• •••• {iin[^4..]}" : "••••";
    }

    // The last digit is the sum of the others with weights, by 11; where that is 10, with other weights; where it is 10 again, the number is not issued.
    private static bool IsRight(string digits)
    {
        if (digits.Length != Length || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        var check = Sum(digits, First);
        check = check == 10 ? Sum(digits, Second) : check;
        return check == digits[^1] - '0' && digits.AsSpan().ContainsAnyExcept('0');
    }

    private static int Sum(string digits, int[] weights) => weights.Select((weight, at) => weight * (digits[at] - '0')).Sum() % 11;
}
