using System.Security.Cryptography;
using Bunit;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content.Bundles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content.Bundles;

public sealed class BundlePagesTests : AdminPageContext
{
    private const string Changed = "courses/before-access.yaml";
    private const string Both = "courses/working-with-state-secrets.yaml";

    private static readonly ECDsa Signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static string Pem => Signing.ExportSubjectPublicKeyInfoPem();

    [Fact]
    public async Task A_signed_edition_is_verified_shows_what_it_does_and_becomes_a_change()
    {
        var editor = await SignInAsync(Role.Editor);
        var page = Render<BundlePage>();
        page.WaitForAssertion(() => Assert.Equal($"{BundleAddress.File}?number=1", page.Find("a[download]").GetAttribute("href")));
        await page.Find("section:first-of-type button").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(79, page.Find("code.hash").TextContent.Length));

        // Of a key that nobody trusts nothing is shown but its number.
        Upload(page);
        page.WaitForAssertion(() => Assert.Contains("is not trusted here", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#bundle-title"));

        var administrator = await Room.AddAsync(new PersonBuilder().With(Role.Administrator));
        Assert.True((await Room.Get<TrustedPublishers>().TrustAsync(administrator, "Ministry", Pem, CancellationToken.None)).Ok);
        Upload(page);
        page.WaitForElement("#bundle-title");
        Assert.Contains("The signature is that of Ministry", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["Changed by the publisher: 1", "Changed on both sides: 1"], page.FindAll("ul.counts li").Select(one => one.TextContent));
        Assert.NotEmpty(page.FindAll(".impact-view"));
        var choice = page.Find("select[id^=bundle-choice-]");
        Assert.Equal("Merge", choice.GetAttribute("value"));
        await choice.ChangeAsync(new ChangeEventArgs { Value = "Ours" });
        await page.Find("#bundle-title").ChangeAsync(new ChangeEventArgs { Value = " " });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Please write a few words.", page.Find("#bundle-title-error").TextContent));

        await page.Find("#bundle-title").ChangeAsync(new ChangeEventArgs { Value = "Edition of the ministry" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("admin/content/changes/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        // A second press that was on its way makes no second change; the same file again is told.
        await page.Find("form").SubmitAsync();
        var row = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(editor, CancellationToken.None));
        Assert.Equal(("Edition of the ministry", 1), (row.Title, row.Documents));
        Upload(page);
        page.WaitForElement("select[id^=bundle-choice-]");
        await page.Find("select[id^=bundle-choice-]").ChangeAsync(new ChangeEventArgs { Value = "Ours" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("admin/content/changes/1", page.Find(".finding a").GetAttribute("href")));
    }

    [Fact]
    public async Task A_reviewer_takes_along_and_brings_nothing()
    {
        await SignInAsync(Role.Reviewer);
        var page = Render<BundlePage>();
        page.WaitForElement("a[download]");
        Assert.Empty(page.FindAll("#bundle-file"));
    }

    [Fact]
    public async Task An_administrator_compares_the_number_of_a_key_before_it_is_trusted_and_asks_before_it_is_given_up()
    {
        await SignInAsync(Role.Administrator);
        var page = Render<PublishersPage>();
        page.WaitForElement("#publisher-name");
        Assert.Empty(page.FindAll("code.hash"));
        await page.Find("#publisher-key").ChangeAsync(new ChangeEventArgs { Value = Signing.ExportPkcs8PrivateKeyPem() });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("This is a private key.", page.Find("#publisher-key-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("Please write the name.", page.Find("#publisher-name-error").TextContent);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Pem, "key.pem"));
        page.WaitForElement("code.hash");
        await page.Find("#publisher-name").ChangeAsync(new ChangeEventArgs { Value = "Ministry" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Editions of Ministry can be brought from now on.", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Ministry", page.Find("ul.rows b").TextContent);

        await page.Find("ul.rows button").ClickAsync();
        Assert.Contains("Nothing that Ministry signs will be taken any more.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(await Room.FactsAsync<PublisherTrusted>());
        Assert.Empty(await Room.FactsAsync<PublisherDistrusted>());
        await page.Find("ul.rows .btn.main").ClickAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("ul.rows")));
        Assert.Single(await Room.FactsAsync<PublisherDistrusted>());
    }

    [Fact]
    public async Task An_editor_sees_whom_to_trust_and_changes_nothing()
    {
        var administrator = await Room.AddAsync(new PersonBuilder().With(Role.Administrator));
        Assert.True((await Room.Get<TrustedPublishers>().TrustAsync(administrator, "Ministry", Pem, CancellationToken.None)).Ok);
        await SignInAsync(Role.Editor);
        var page = Render<PublishersPage>();
        page.WaitForElement("ul.rows b");
        Assert.Empty(page.FindAll("button"));
        Assert.Empty(page.FindAll("form"));
    }

    // One text the publisher has changed, and one that nobody knows to come from what is here.
    private static void Upload(IRenderedComponent<BundlePage> page)
    {
        var documents = EditionSample.Documents.With(new[] { Changed, Both }.Select(path => KeyValuePair.Create(path, EditionSample.Documents.Find(path) + "# there\n")));
        var earlier = new[] { (Path: Changed, Hash: DocumentBlob.HashOf(EditionSample.Documents.Find(Changed)!)) }.ToLookup(one => one.Path, one => one.Hash, StringComparer.Ordinal);
        var bundle = new EditionBundle(5, new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), LocalizedText.Same("House"), documents, earlier);
        Assert.Equal(KeyReading.Good, PublisherKey.TryRead(Pem, out var key));
        var bytes = BundleArchive.Write(bundle, key!, data => Signing.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))!;
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(bytes, "edition-5.zip"));
    }
}
