using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Web.Components.Entries;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.WebTests.Components.Entries;

public sealed class EntryAddressTests
{
    [Fact]
    public void A_filter_travels_along_whole()
    {
        var filter = new LedgerFilter { PersonId = Guid.NewGuid(), Name = "Әсел & Co", Kind = "person.added", From = new DateOnly(2026, 3, 2), To = new DateOnly(2026, 4, 1), Subject = "lessons/a?b=1" };
        foreach (var address in new[] { EntryAddress.Page(filter, 3), EntryAddress.Export(filter, "csv"), EntryAddress.Page(new LedgerFilter()) })
        {
            var query = QueryHelpers.ParseQuery(address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : "");
            string? Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
            Assert.Equal(address == EntryAddress.Home ? new LedgerFilter() : filter, EntryAddress.Read(Of("person"), Of("name"), Of("kind"), Of("from"), Of("to"), Of("subject")));
        }

        Assert.EndsWith("&page=3", EntryAddress.Page(filter, 3), StringComparison.Ordinal);
        Assert.StartsWith("admin/audit/entries.csv?", EntryAddress.Export(filter, "csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_means_nothing_is_left_out() =>
        Assert.Equal(new LedgerFilter(), EntryAddress.Read("nobody", " ", "person.invented", "yesterday", "9999-12-31", "a\r\nb"));
}
