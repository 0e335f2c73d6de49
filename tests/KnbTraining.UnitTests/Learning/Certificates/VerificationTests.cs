using KnbTraining.Learning;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Certificates;

public sealed class VerificationTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_is_told_little_and_until_the_last_day_that_it_is_valid()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddAsync(new PersonBuilder().Named("Aigerim Sarsenova"));
        var number = await room.CertificateOfAsync(await room.SitAsync(viewer));
        var queries = room.Get<CertificateQueries>();
        var course = EditionSample.Edition.Courses[EditionSample.Course].Title;

        // 2 March 2027 is the last day; in Almaty it ends at 19:00 UTC.
        room.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 2, 18, 59, 59, TimeSpan.Zero));
        var valid = await queries.VerifyAsync(number.ToLowerInvariant(), "kk", None);
        Assert.Equal(CertificateStanding.Valid, valid.Standing);
        Assert.Equal(new VerifiedCertificate(number, "A. Sarsenova", course["kk"], 1, new DateOnly(2026, 3, 2), new DateOnly(2027, 3, 2)), valid.Certificate);

        room.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 2, 19, 0, 0, TimeSpan.Zero));
        Assert.Equal(CertificateStanding.Expired, (await queries.VerifyAsync(number, "en", None)).Standing);
    }

    [Theory]
    [InlineData("KNB-2026-7F3K-Q9TD")]
    [InlineData("nothing like a number")]
    [InlineData("")]
    public async Task A_number_that_nobody_has_is_unknown(string number)
    {
        await using var room = await LearningRoom.OpenAsync();
        Assert.Equal(new Verification(CertificateStanding.Unknown, null), await room.Get<CertificateQueries>().VerifyAsync(number, "en", None));
    }

    [Fact]
    public async Task A_certificate_is_open_to_its_holder_and_to_those_who_see_the_holder()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var holder = await room.AddAsync(new PersonBuilder().In(north));
        var colleague = await room.AddAsync(new PersonBuilder().In(north));
        var own = await room.AddAsync(new PersonBuilder().Managing(north));
        var other = await room.AddAsync(new PersonBuilder().Managing(south));
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        var number = await room.CertificateOfAsync(await room.SitAsync(holder));
        var queries = room.Get<CertificateQueries>();

        foreach (var viewer in new[] { holder, own, auditor })
        {
            Assert.True((await queries.FindAsync(viewer, number, "en", None)).Ok);
            Assert.True((await queries.FindSignedAsync(viewer, number, None)).Ok);
        }

        foreach (var viewer in new[] { colleague, other })
        {
            Assert.Equal(Refusal.NotFound, (await queries.FindAsync(viewer, number, "en", None)).Refused);
            Assert.Equal(Refusal.NotFound, (await queries.FindSignedAsync(viewer, number, None)).Refused);
        }
    }
}
