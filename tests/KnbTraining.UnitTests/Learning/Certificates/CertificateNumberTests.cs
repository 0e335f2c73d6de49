using KnbTraining.Learning.Certificates;

namespace KnbTraining.UnitTests.Learning.Certificates;

public sealed class CertificateNumberTests
{
    [Fact]
    public void Numbers_name_the_year_and_hold_no_letter_that_is_misread()
    {
        var numbers = Enumerable.Range(0, 500).Select(_ => CertificateNumber.Draw(2026)).ToArray();
        Assert.Equal(numbers.Length, numbers.Distinct(StringComparer.Ordinal).Count());
        Assert.All(numbers, number =>
        {
            Assert.Matches("^KNB-2026-[2-9A-Z]{4}-[2-9A-Z]{4}$", number);
            Assert.DoesNotContain(number[9..], sign => "01ILOU".Contains(sign, StringComparison.Ordinal));
            Assert.Equal(number, CertificateNumber.Read(number));
        });
    }

    [Theory]
    [InlineData("knb-2026-7f3k-q9td")]
    [InlineData(" KNB 2026 7F3K Q9TD ")]
    [InlineData("KNB20267F3KQ9TD")]
    [InlineData("KNB–2026–7F3K–Q9TD")]
    public void A_number_is_read_however_it_was_typed(string typed) => Assert.Equal("KNB-2026-7F3K-Q9TD", CertificateNumber.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("KNB-2026-7F3K-Q9T")]
    [InlineData("KNB-2026-7F3K-Q9TDX")]
    [InlineData("KNB-2026-7F3K-Q9T0")]
    [InlineData("KNB-20X6-7F3K-Q9TD")]
    [InlineData("ABC-2026-7F3K-Q9TD")]
    [InlineData("KNB-٢٠٢٦-7F3K-Q9TD")]
    public void What_cannot_be_a_number_is_not_read_as_one(string? typed) => Assert.Null(CertificateNumber.Read(typed));
}
