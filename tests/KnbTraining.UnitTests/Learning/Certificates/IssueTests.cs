using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Certificates;

public sealed class IssueTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passed_exam_issues_one_certificate_however_often_it_is_submitted()
    {
        await using var room = await LearningRoom.OpenAsync();
        var unit = await room.AddUnitAsync("Archive", await room.RootAsync());
        var viewer = await room.AddAsync(new PersonBuilder().Named("Aigerim Sarsenova").In(unit));
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.Get<AttemptService>().SubmitAsync(viewer, id, None)));
        await room.Get<AttemptService>().CloseOverdueAsync(None);

        await using var db = room.Open();
        var certificate = await db.Certificates.SingleAsync(None);
        var title = EditionSample.Edition.Courses[EditionSample.Course].Title;
        Assert.Equal(("Aigerim Sarsenova", "Archive", "Organisation"), (certificate.HolderName, certificate.UnitName, certificate.Issuer));
        Assert.Equal(title, certificate.Title);
        Assert.Equal((id, viewer.PersonId, 1, 100), (certificate.AttemptId, certificate.PersonId, certificate.EditionNumber, certificate.Percent));
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2027, 3, 2)), (certificate.IssuedOn, certificate.ValidUntil));
        Assert.True(certificate.IsGenuine(room.Get<CertificateKeys>()));
    }

    [Fact]
    public async Task The_issuer_is_the_organisation_as_the_settings_name_it_in_the_language_of_the_attempt()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var form = new SettingsForm { Names = Localized.Of("Institute", "Институт", "Мекеме") };
        Assert.True((await room.Get<SettingsService>().UpdateAsync(admin, form, 0, None)).Ok);

        foreach (var (language, name) in ((string, string)[])[("en", "Institute"), ("ru", "Институт"), ("kk", "Мекеме")])
        {
            var viewer = await room.AddLearnerAsync();
            var id = (await room.Get<AttemptService>().StartAsync(viewer, EditionSample.Course, AttemptMode.Exam, language, None)).Value;
            await room.AnswerRightAsync(viewer, id);
            await room.Get<AttemptService>().SubmitAsync(viewer, id, None);
            await using var db = room.Open();
            var certificate = await db.Certificates.SingleAsync(one => one.AttemptId == id, None);
            Assert.Equal(name, certificate.Issuer);
            Assert.True(certificate.IsGenuine(room.Get<CertificateKeys>()));
        }
    }

    [Fact]
    public async Task A_failed_exam_and_a_practice_earn_none()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await room.SitAsync(viewer, right: 3);
        await room.SitAsync(viewer, mode: AttemptMode.Practice);
        await using var db = room.Open();
        Assert.Equal(0, await db.Certificates.CountAsync(None));
    }

    [Fact]
    public async Task Each_renewal_earns_a_certificate_of_its_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await room.SitAsync(viewer);
        room.Clock.Advance(TimeSpan.FromDays(200));
        await room.SitAsync(viewer);
        await using var db = room.Open();
        Assert.Equal([new DateOnly(2026, 3, 2), new DateOnly(2026, 9, 18)], await db.Certificates.Select(one => one.IssuedOn).OrderBy(day => day).ToArrayAsync(None));
    }

    [Fact]
    public async Task The_name_on_a_certificate_stays_when_the_person_is_renamed()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddAsync(new PersonBuilder().Named("Aigerim Sarsenova"));
        var number = await room.CertificateOfAsync(await room.SitAsync(viewer));
        await using (var db = room.Open())
        {
            var person = await db.People.SingleAsync(one => one.Id == viewer.PersonId, None);
            person.Describe("Aigerim Bekova", person.Language);
            await db.SaveChangesAsync(None);
        }

        var shown = (await room.Get<CertificateQueries>().FindAsync(viewer, number, "en", None)).Value!;
        Assert.Equal(("Aigerim Sarsenova", CertificateStanding.Valid), (shown.HolderName, shown.Standing));
    }

    [Fact]
    public async Task Without_a_key_to_sign_with_the_exam_stays_open_and_is_graded_later()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id);
        var keys = room.Get<CertificateKeys>();
        keys.OpenSigningKey().Dispose();
        var file = Path.Combine(keys.Place, "signing.pem");
        var pem = await File.ReadAllTextAsync(file, None);
        await File.WriteAllTextAsync(file, "no key", None);

        Assert.Equal(KnbTraining.Learning.Refusal.StorageUnavailable, (await room.Get<AttemptService>().SubmitAsync(viewer, id, None)).Refused);
        Assert.Equal(AttemptState.Open, (await room.ViewAsync(viewer, id)).State);
        await File.WriteAllTextAsync(file, pem, None);
        Assert.True((await room.Get<AttemptService>().SubmitAsync(viewer, id, None)).Ok);
        Assert.NotEmpty(await room.CertificateOfAsync(id));
    }

    [Fact]
    public async Task Result_cycle_and_transcript_lead_to_the_certificate()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var viewer = await room.AddLearnerAsync();
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var id = await room.SitAsync(viewer);
        var number = await room.CertificateOfAsync(id);

        Assert.Equal(number, (await room.Get<AttemptQueries>().ResultAsync(viewer, id, "en", None)).Value!.CertificateNumber);
        Assert.Equal(number, Assert.Single(await room.Get<OwnCourses>().MineAsync(viewer, "en", None)).CertificateNumber);
        var transcript = (await room.Get<KnbTraining.Learning.Reports.TranscriptQueries>().FindAsync(admin, viewer.PersonId, "en", None)).Value!;
        Assert.Equal(number, Assert.Single(transcript.Attempts).CertificateNumber);
    }
}
