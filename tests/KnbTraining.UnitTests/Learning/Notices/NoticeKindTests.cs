using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Remarks;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

/// <summary>Each kind of notice: it reaches the one whom it concerns, once, and is left out with its reason where it has become void before it is sent.</summary>
[Trait("Database", "Each")]
public sealed class NoticeKindTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>What brings a notice about for both people, and what makes it void for the second.</summary>
    private static readonly Dictionary<NoticeKind, Case> Cases = new()
    {
        [NoticeKind.Assigned] = new(house => house.AssignAsync(), house => house.Room.SitAsync(house.Second), OmissionReason.Completed),
        [NoticeKind.DueSoon] = new(
            async house =>
            {
                await house.AssignAsync();
                house.Room.Clock.Advance(TimeSpan.FromDays(25));
            },
            async house => await house.Acts.ExtendAsync(house.Admin, [await house.CycleAsync(house.Second)], house.Today.AddDays(90), "Fire", None),
            OmissionReason.Moved),
        [NoticeKind.Overdue] = new(
            async house =>
            {
                await house.AssignAsync();
                house.Room.Clock.Advance(TimeSpan.FromDays(31));
            },
            async house => await house.WaiveAsync(house.Today.AddDays(10), await house.CycleAsync(house.Second)),
            OmissionReason.Waived),
        [NoticeKind.Extended] = new(
            async house =>
            {
                await house.AssignAsync();
                Guid[] both = [await house.CycleAsync(house.First), await house.CycleAsync(house.Second)];
                await house.Acts.ExtendAsync(house.Admin, both, house.Today.AddDays(90), "Fire", None);
            },
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.Waived] = new(
            async house =>
            {
                await house.AssignAsync();
                Guid[] both = [await house.CycleAsync(house.First), await house.CycleAsync(house.Second)];
                await house.WaiveAsync(house.Today.AddDays(90), both);
            },
            async house => await house.Acts.UndoAsync(house.Admin, await house.CycleAsync(house.Second), 2, "Mistaken", None),
            OmissionReason.Moved),
        [NoticeKind.CertificateEnds] = new(
            async house =>
            {
                await house.Room.SitAsync(house.First);
                await house.Room.SitAsync(house.Second);
                house.Room.Clock.Advance(TimeSpan.FromDays(350));
            },
            house => house.Room.SitAsync(house.Second),
            OmissionReason.Completed),
        [NoticeKind.TextToConfirm] = new(_ => Task.CompletedTask, house => house.Room.ConfirmTextAsync(house.Second), OmissionReason.Completed, Confirming.Travel),
        [NoticeKind.ReviewWaiting] = new(
            async house =>
            {
                await house.GrantAsync(Role.Reviewer);
                const string path = "courses/working-with-state-secrets.yaml";
                var text = EditionSample.Documents.Find(path)! + "\n# changed\n";
                var editor = await house.Room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
                var saved = await house.Room.SaveDocumentAsync(editor, path, text);
                Assert.True((await house.Room.AskReviewAsync(editor, saved.Value!.Change)).Ok);
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.ChangeDecided] = new(
            house => house.DecideChangeAsync(plan: false),
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.PublishingFailed] = new(
            house => house.DecideChangeAsync(plan: true),
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.BackupMissing] = new(
            async house =>
            {
                await house.GrantAsync(Role.Administrator);
                house.Room.Clock.Advance(TimeSpan.FromDays(8));
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.NodeGone] = new(
            async house =>
            {
                await house.GrantAsync(Role.Administrator);
                await house.SeeAsync("other");
                house.Room.Clock.Advance(TimeSpan.FromMinutes(5));
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.NewEdition] = new(
            async house =>
            {
                await house.AssignAsync();
                await house.Room.SitAsync(house.First);
                await house.PublishChangedRuleAsync();
            },
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.ImportFailed] = new(
            async house =>
            {
                await house.GrantAsync(Role.Administrator);
                var (notices, written) = (house.Room.Get<ImportNotices>(), house.Room.Clock.GetUtcNow());
                Assert.True((await notices.FailedAsync("people.csv", written, None)).Ok);
                Assert.Equal(0, (await notices.FailedAsync("people.csv", written, None)).Value);
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.WaiverWaiting] = new(
            async house =>
            {
                await house.GrantAsync(Role.Administrator);
                await house.ProposeAsync();
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.WaiverDecided] = new(
            async house =>
            {
                await house.GrantAsync(Role.Administrator);
                await house.ProposeAndRefuseAsync();
            },
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.RemarkAnswered] = new(
            house => house.RemarkAndAnswerAsync(),
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.GradedAnew] = new(
            house => house.GradeAnewAsync(),
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.AnnulmentWaiting] = new(
            async house =>
            {
                await house.GrantAsync(Role.Reviewer);
                await house.ProposeAnnulmentAsync();
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.AnnulmentDecided] = new(
            house => house.DecideAnnulmentsAsync(),
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.TakenBack] = new(
            house => house.TakeBackAsync(),
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.DeltaWaiting] = new(
            async house =>
            {
                await house.GrantAsync(Role.Administrator);
                await house.ProposeDeltaAsync();
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.DeltaDecided] = new(
            house => house.ProposeAndDeclineDeltasAsync(),
            house => house.Room.ChangeAsync(house.Second.PersonId, new StandingParts(Employment: Employment.Left)),
            OmissionReason.Left),
        [NoticeKind.TextFailed] = new(
            async house =>
            {
                await house.GrantAsync(Role.Administrator);
                await house.SpoilTextAsync();
            },
            house => house.RevokeAsync(),
            OmissionReason.NotMeant),
        [NoticeKind.Week] = new(
            async house =>
            {
                await house.AssignAsync();
                await house.ManageAsync();
                house.Room.Clock.Advance(TimeSpan.FromDays(28));
            },
            house => house.LeaveUnitsAsync(),
            OmissionReason.NotMeant),
    };

    public static TheoryData<NoticeKind> Kinds => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_notice_is_sent_once_whoever_tries_again_and_left_out_with_its_reason_where_it_became_void(NoticeKind kind)
    {
        await using var house = await House.OpenAsync();
        var (bring, undo, reason, subject) = Cases[kind];
        await bring(house);

        // Another node has found the same before this one has written it.
        var (round, found) = (house.Room.Get<NoticeRound>(), await house.FindAllAsync());
        await house.FindAndWriteAsync();
        Assert.Null(await round.WriteAsync(found, None));
        await undo(house);
        await house.FindAndWriteAsync();
        Assert.Null(await round.SendAsync(None));
        var decided = await house.NoticesAsync(kind, subject);
        Assert.Equal((house.First.PersonId, NoticeOutcome.Sent, null), Said(decided.Single(notice => notice.PersonId == house.First.PersonId)));
        var omitted = decided.Single(notice => notice.PersonId == house.Second.PersonId);
        Assert.Equal((house.Second.PersonId, NoticeOutcome.Omitted, reason), Said(omitted));

        // The same once more changes nothing, also after a restart.
        await house.Room.KillAndRestartAsync();
        await house.FindAndWriteAsync();
        Assert.Null(await house.Room.Get<NoticeRound>().SendAsync(None));
        Assert.Equal(decided.Select(notice => (notice.Id, notice.DecidedAt)), (await house.NoticesAsync(kind, subject)).Select(notice => (notice.Id, notice.DecidedAt)));
    }

    [Fact]
    public void Each_kind_has_words_in_each_language_and_a_case_here_or_a_reason_why_not()
    {
        foreach (var (kind, language) in from kind in Enum.GetValues<NoticeKind>() from language in new[] { "en", "ru", "kk" } select (kind, language))
        {
            Assert.Empty(NoticeWords.FaultsOf(kind, NoticeWords.Delivered(kind)));
            Assert.NotEmpty(NoticeWords.NameOf(kind, language));
            Assert.NotNull(NoticeSample.Of(kind, NoticeWords.Delivered(kind), language));
            var (title, text) = NoticeWords.Of(kind, language, "Matter", new DateOnly(2026, 4, 1), "approved");
            Assert.True(title.Length > 5 && text.Length > 5 && !(title + text).Contains('{', StringComparison.Ordinal), $"{kind} {language}: {title} / {text}");
        }

        // What a manager asks for has tests of its own.
        Assert.Equal(
            [NoticeKind.Reminded],
            Enum.GetValues<NoticeKind>().Except(Cases.Keys));
    }

    private static (Guid, NoticeOutcome, OmissionReason?) Said(Notice notice) => (notice.PersonId, notice.Outcome, notice.Reason);

    private sealed record Case(Func<House, Task> Bring, Func<House, Task> MakeVoid, OmissionReason Reason, string? Subject = null);

    private sealed class House(LearningRoom room, Viewer admin, Viewer first, Viewer second) : IAsyncDisposable
    {
        private const string EndingRule = "current-holder-without-approval";

        public LearningRoom Room => room;

        /// <summary>Proposed by the administrator and allowed by another one.</summary>
        public async Task WaiveAsync(DateOnly until, params Guid[] cycles)
        {
            var (chief, waivers) = (await room.AddAsync(new PersonBuilder().Named("Chief").Holding(HolderStatus.None).With(Role.Administrator)), room.Get<WaiverService>());
            Assert.True((await waivers.ProposeAsync(admin, cycles, until, chief.PersonId, "Ill", None)).Ok);
            await using var db = room.Open();
            foreach (var proposal in await db.WaiverProposals.Where(found => found.Decision == null).Select(found => found.Id).ToListAsync(None))
            {
                Assert.True((await waivers.DecideAsync(chief, proposal, true, null, None)).Ok);
            }
        }

        /// <summary>Each of the two is asked to allow a waiver of somebody else.</summary>
        public async Task ProposeAsync()
        {
            foreach (var approver in new[] { first, second })
            {
                var learner = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Candidate));
                Assert.True((await room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId], EditionSample.Course, 30, None)).Ok);
                var cycle = await CycleAsync(learner);
                Assert.True((await room.Get<WaiverService>().ProposeAsync(admin, [cycle], Today.AddDays(40), approver.PersonId, "Ill", None)).Ok);
            }
        }

        /// <summary>Each of the two proposes a waiver that the administrator refuses.</summary>
        public async Task ProposeAndRefuseAsync()
        {
            foreach (var proposer in new[] { first, second })
            {
                var learner = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Candidate));
                Assert.True((await room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId], EditionSample.Course, 30, None)).Ok);
                var (cycle, waivers) = (await CycleAsync(learner), room.Get<WaiverService>());
                var viewer = proposer with { Roles = new HashSet<Role> { Role.Administrator } };
                Assert.True((await waivers.ProposeAsync(viewer, [cycle], Today.AddDays(40), admin.PersonId, "Ill", None)).Ok);
                await using var db = room.Open();
                var proposal = await db.WaiverProposals.Where(found => found.CycleId == cycle).Select(found => found.Id).SingleAsync(None);
                Assert.True((await waivers.DecideAsync(admin, proposal, false, "Not now", None)).Ok);
            }
        }

        /// <summary>Each of the two doubts a question of an exam, and an editor answers.</summary>
        public async Task RemarkAndAnswerAsync()
        {
            var editor = await room.AddAsync(new PersonBuilder().Named("Editor").Holding(HolderStatus.None).With(Role.Editor));
            foreach (var person in new[] { first, second })
            {
                var about = new RemarkSubject.InAttempt(await room.SitAsync(person), 1);
                var remark = await room.Get<RemarkService>().MakeAsync(person, about, RemarkReason.Unclear, "What is meant?", "en", None);
                var answer = new RemarkAnswer(RemarkOutcome.Right, null, "The law says so.");
                Assert.True((await room.Get<RemarkService>().AnswerAsync(editor, [remark.Value], answer, None)).Ok);
            }
        }

        public async Task<(Viewer Editor, Guid Id)> ProposeAnnulmentAsync()
        {
            var editor = await room.AddAsync(new PersonBuilder().Named("Editor").Holding(HolderStatus.None).With(Role.Editor));
            foreach (var person in new[] { first, second })
            {
                await room.SitAsync(person, right: 0);
            }

            await using var db = room.Open();
            var families = await db.AttemptItems.GroupBy(item => item.Family.RuleId)
                .Where(own => own.Select(item => item.AttemptNumber).Distinct().Count() == 2)
                .Select(own => own.Key)
                .OrderBy(rule => rule)
                .ToListAsync(None);
            var form = new RegradingForm { Wrong = families[0], From = 1, To = 1, Treatment = WrongItems.Count };
            return (editor, (await room.Get<AnnulmentService>().ProposeAsync(editor, form, "The key was wrong.", None)).Value);
        }

        public async Task GradeAnewAsync()
        {
            var (_, id) = await ProposeAnnulmentAsync();
            var reviewer = await room.AddAsync(new PersonBuilder().Named("Reviewer").Holding(HolderStatus.None).With(Role.Reviewer));
            var sheet = (await room.Get<AnnulmentQueries>().FindAsync(reviewer, id, "en", None)).Value!;
            Assert.True((await room.Get<AnnulmentService>().ApproveAsync(reviewer, id, sheet.Preview!.Effect, None)).Ok);
        }

        /// <summary>Each of the two proposes that a question counts for nobody, and a reviewer rejects it.</summary>
        public async Task DecideAnnulmentsAsync()
        {
            var reviewer = await room.AddAsync(new PersonBuilder().Named("Reviewer").Holding(HolderStatus.None).With(Role.Reviewer));
            await room.SitAsync(first, right: 0);
            foreach (var person in new[] { first, second })
            {
                await using var db = room.Open();
                var asked = await db.AttemptItems.Select(item => item.Family.RuleId).Distinct().OrderBy(rule => rule).ToListAsync(None);
                var form = new RegradingForm { Wrong = asked[person == first ? 0 : 1], From = 1, To = 1, Treatment = WrongItems.Count };
                var id = (await room.Get<AnnulmentService>().ProposeAsync(person with { Roles = new HashSet<Role> { Role.Editor } }, form, "The key was wrong.", None)).Value;
                Assert.True((await room.Get<AnnulmentService>().RejectAsync(reviewer, id, "It is right.", None)).Ok);
            }
        }

        /// <summary>A course about changed rules is opened for both and taken back.</summary>
        public async Task TakeBackAsync()
        {
            await PublishEndingRuleAsync();
            var form = Delta() with { Whom = DeltaWhom.Audience, Audience = new AssignmentAudience(HolderStatus.Current) };
            var opened = await room.Get<DeltaService>().OpenAsync(admin, form, null, None);
            Assert.True((await room.Get<DeltaEnding>().TakeBackAsync(admin, opened.Value!, "A mistake.", None)).Ok);
        }

        public async Task<Guid> ProposeDeltaAsync()
        {
            await PublishEndingRuleAsync();
            var editor = await room.AddAsync(new PersonBuilder().Named("Proposer").Holding(HolderStatus.None).With(Role.Editor));
            return (await room.Get<DeltaProposals>().ProposeAsync(editor, Delta(), None)).Value;
        }

        /// <summary>Each of the two proposes a course that the administrator does not open.</summary>
        public async Task ProposeAndDeclineDeltasAsync()
        {
            await PublishEndingRuleAsync();
            foreach (var person in new[] { first, second })
            {
                var id = (await room.Get<DeltaProposals>().ProposeAsync(person with { Roles = new HashSet<Role> { Role.Editor } }, Delta(), None)).Value;
                Assert.True((await room.Get<DeltaProposals>().DeclineAsync(admin, id, "Too small.", None)).Ok);
            }
        }

        /// <summary>A rule gets a last day, which means something else to whoever has learned it.</summary>
        private Task PublishEndingRuleAsync()
        {
            var path = EditionSample.Edition.Rules[EndingRule].Path;
            var text = EditionSample.Documents.Find(path)!.Replace("until: null", "until: 2027-01-01", StringComparison.Ordinal);
            return room.PublishAsEditorAsync(EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, text)])).Edition!);
        }

        private static DeltaForm Delta() => new() { Edition = 2, Rules = [EndingRule], Days = 30, Reason = Localized.Of("Because.", "Потому что.", "Өйткені.") };

        /// <summary>A text that was right when it was stored is changed in the database.</summary>
        public async Task SpoilTextAsync()
        {
            var own = NoticeWords.Delivered(NoticeKind.Assigned);
            own = own with { Title = own.Title.With("en", "New: {{ what }}") };
            Assert.True((await room.Get<NoticeWordingService>().SaveAsync(admin, NoticeKind.Assigned, own, 0, None)).Ok);
            await using var db = room.Open();
            await db.NoticeWordings.ExecuteUpdateAsync(row => row.SetProperty(found => found.Titles, found => found.Titles!.Replace("what", "nothing")), None);
        }

        public Viewer Admin => admin;

        public Viewer First => first;

        public Viewer Second => second;

        public CycleActs Acts => room.Get<CycleActs>();

        public DateOnly Today => room.Get<LocalCalendar>().Today;

        public static async Task<House> OpenAsync()
        {
            var room = await LearningRoom.OpenAsync();
            var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
            return new House(room, admin, await room.AddLearnerAsync(), await room.AddLearnerAsync());
        }

        public async Task AssignAsync() =>
            Assert.True((await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None)).Ok);

        public async Task<Guid> CycleAsync(Viewer person)
        {
            await using var db = room.Open();
            return await db.Cycles.Where(cycle => cycle.PersonId == person.PersonId).Select(cycle => cycle.Id).SingleAsync(None);
        }

        public async Task GrantAsync(Role role)
        {
            await using var db = room.Open();
            foreach (var person in await db.People.Include(person => person.Roles).Where(person => person.Id == first.PersonId || person.Id == second.PersonId).ToListAsync(None))
            {
                person.Grant([role], null);
            }

            await db.SaveChangesAsync(None);
        }

        public async Task RevokeAsync()
        {
            await using var db = room.Open();
            (await db.People.Include(person => person.Roles).SingleAsync(person => person.Id == second.PersonId, None)).Grant([], null);
            await db.SaveChangesAsync(None);
        }

        /// <summary>Both write at a change, which comes back to them: at once, or because its day comes after another edition took its place.</summary>
        public async Task DecideChangeAsync(bool plan)
        {
            await GrantAsync(Role.Editor);
            const string path = "courses/working-with-state-secrets.yaml";
            var reviewer = await room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer));
            var roles = new HashSet<Role> { Role.Editor };
            var (one, other) = (first with { Roles = roles }, second with { Roles = roles });
            var change = (await room.SaveDocumentAsync(one, path, EditionSample.Documents.Find(path)! + "\n# one\n")).Value!.Change;
            Assert.True((await room.SaveDocumentAsync(other, path, EditionSample.Documents.Find(path)! + "\n# other\n", change, 1)).Ok);
            Assert.True((await room.AskReviewAsync(one, change)).Ok);
            var read = await room.ReadChangeAsync(reviewer, change);
            if (!plan)
            {
                Assert.True((await room.Get<ChangeDecisions>().SendBackAsync(reviewer, read, "Once more.", None)).Ok);
                return;
            }

            Assert.True((await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None)).Ok);
            Assert.True((await room.Get<ChangeDecisions>().PlanAsync(reviewer, read, room.Get<LocalCalendar>().Today.AddDays(1), None)).Ok);
            var faster = await room.AddAsync(new PersonBuilder().Named("Faster").With(Role.Editor));
            Assert.True((await room.PublishTextAsync(faster, reviewer, path, EditionSample.Documents.Find(path)! + "\n# faster\n")).Ok);
            room.Clock.Advance(TimeSpan.FromDays(1));
            await room.Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<PlannedPublishing>().Single().RoundAsync(None);
        }

        /// <summary>One rule of the course is worded otherwise.</summary>
        public async Task PublishChangedRuleAsync()
        {
            await using (var db = room.Open())
            {
                Assert.Empty(await db.Notices.Where(notice => notice.Kind == NoticeKind.NewEdition).ToListAsync(None));
            }

            await room.PublishAsEditorAsync(EditionNoticesTests.WithChangedRule());
        }

        /// <summary>Both manage the root, on all days, where a third one has the course as well.</summary>
        public async Task ManageAsync()
        {
            var root = (await room.RootAsync()).Id;
            await using var db = room.Open();
            db.UnitManagers.AddRange(new[] { first, second }.Select(one => UnitManager.Create(root, one.PersonId, false, Today, null)));
            await db.SaveChangesAsync(None);
        }

        public async Task LeaveUnitsAsync()
        {
            await using var db = room.Open();
            await db.UnitManagers.Where(row => row.PersonId == second.PersonId).ExecuteDeleteAsync(None);
        }

        public async Task SeeAsync(string node)
        {
            await using var db = room.Open();
            var sight = NodeSight.Create(node, "machine");
            sight.See(room.Clock.GetUtcNow());
            db.NodeSights.Add(sight);
            await db.SaveChangesAsync(None);
        }

        public async Task<IReadOnlyList<PlannedNotice>> FindAllAsync()
        {
            var found = new List<PlannedNotice>();
            foreach (var subject in room.Get<NoticeRound>().Subjects)
            {
                found.AddRange(await subject.FindAsync(Today, None));
            }

            return found;
        }

        public async Task FindAndWriteAsync()
        {
            var round = room.Get<NoticeRound>();
            foreach (var subject in round.Subjects)
            {
                Assert.Null(await round.FindAsync(subject, None));
            }
        }

        public async Task<List<Notice>> NoticesAsync(NoticeKind kind, string? subject)
        {
            await using var db = room.Open();
            return await db.Notices
                .Where(notice => notice.Kind == kind && (subject == null || notice.Subject == subject) && (notice.PersonId == first.PersonId || notice.PersonId == second.PersonId))
                .OrderBy(notice => notice.Id)
                .ToListAsync(None);
        }

        public ValueTask DisposeAsync() => room.DisposeAsync();
    }
}
