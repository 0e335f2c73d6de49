using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Lessons;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnbTraining.WebTests.Features.Lessons;

public sealed class PictureEndpointTests(RunningApplication application)
{
    private const string Id = "act-and-liability";

    [Fact]
    public async Task A_picture_is_sent_as_it_was_taken_in_from_its_edition_alone()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().Named("Aida Testova").With(Role.Editor));
        var reviewer = await room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer));
        var file = PictureIntake.Take("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0L9 9\"/></svg>"u8.ToArray()).File!;
        var words = LocalizedText.Of(language => $"Two ways, {language}");
        var document = new UploadedPicture(Id, PictureStanding.GoodPractice, words, words, [], file).ToDocument();
        Assert.True((await room.PublishTextAsync(editor, reviewer, $"pictures/{Id}.yaml", document)).Ok);

        var context = new DefaultHttpContext();
        var sent = Assert.IsType<FileContentHttpResult>(await PictureEndpoints.SendAsync(2, Id, file.Hash, context, room.Get<EditionStore>()));
        Assert.Equal("image/svg+xml", sent.ContentType);
        Assert.Equal(file.Bytes, sent.FileContents.ToArray());
        Assert.Equal("private, max-age=31536000, immutable", context.Response.Headers.CacheControl);
        foreach (var (edition, id, hash) in new[] { (1, Id, file.Hash), (3, Id, file.Hash), (0, Id, file.Hash), (2, "way-to-clearance", file.Hash), (2, Id, new string('0', 64)) })
        {
            Assert.IsType<NotFound>(await PictureEndpoints.SendAsync(edition, id, hash, new DefaultHttpContext(), room.Get<EditionStore>()));
        }
    }

    [Fact]
    public async Task Its_address_has_a_policy_of_its_own_and_a_door()
    {
        using var visitor = application.Visitor();
        var closed = await visitor.GetAsync(new Uri($"/pictures/1/{Id}/{new string('0', 64)}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, closed.StatusCode);
        Assert.Equal(PictureEndpoints.Policy, Assert.Single(closed.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(closed.Headers.GetValues("X-Content-Type-Options")));
    }
}
