using System.Xml.Linq;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Content.Reference;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Remarks;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.Learning.Reports.Saved;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Features.Content.Shelf;
using KnbTraining.Web.Features.Organisation;
using KnbTraining.Web.Features.People;
using KnbTraining.Web.Security;

namespace KnbTraining.WebTests.Localization;

/// <summary>Keys that a page puts together from a value: a value without a text would show the key to the reader.</summary>
public sealed class ComposedKeysTests
{
    [Fact]
    public void Every_generator_kind_and_value_that_is_shown_has_a_text_in_every_language()
    {
        var missing =
            from row in Rows()
            from language in new[] { "", ".ru", ".kk" }
            let known = KeysOf($"{row.Texts}{language}.resx")
            from value in row.Values
            let key = string.Format(System.Globalization.CultureInfo.InvariantCulture, row.Key, value)
            where !known.Contains(key)
            select $"{row.Texts}{language}: {key}";
        Assert.Empty(missing);
    }

    private static IEnumerable<(string Texts, string Key, IEnumerable<object> Values)> Rows()
    {
        const string Editing = "Features/Content/ContentTexts";
        const string Changing = "Components/Changes/ChangeTexts";
        var generators = EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2)).Families.Select(family => family.Id.Split('.')[0]).Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(generators.Length > 10);
        yield return (Editing, "Generator.{0}", generators);
        yield return (Editing, "QuestionKind.{0}", EditionSample.Edition.Questions.Values.Select(question => QuestionKinds.Of(question.Kind).Id).Distinct(StringComparer.Ordinal));
        yield return (Editing, "Kind.{0}", Of<DocumentKind>());
        yield return (Editing, "Kinds.{0}", Of<DocumentKind>());
        yield return (Editing, "Impact.kind.{0}", Of<ContentKind>());
        yield return (Editing, "Impact.kinds.{0}", [ContentKind.Lesson, ContentKind.Question, ContentKind.Acknowledgement, ContentKind.Picture, ContentKind.Background]);
        yield return (Editing, "Impact.fate.{0}", Of<DocumentFate>());
        yield return (Editing, "Impact.reason.{0}", Of<ReasonKind>());
        yield return (Editing, "Impact.confirmations.{0}", Of<ConfirmationFate>());
        yield return (Editing, "Impact.audience.{0}", CourseAudiences.All);
        yield return ("Features/Content/Cases/CaseTexts", "Fault.{0}", Of<CaseFault>());
        yield return ("Components/Tables/TableFaultTexts", "Fault.{0}", Of<TableFault>());
        const string Lists = "Features/Content/Shelf/ShelfWords";
        yield return (Lists, "State.{0}", Of<ShelfState>());
        yield return (Lists, "Language.{0}", Of<ShelfLanguage>().Where(state => (ShelfLanguage)state != ShelfLanguage.Read));
        yield return (Lists, "Review.{0}", Of<ShelfReview>());
        yield return (Lists, "Order.{0}", Of<ShelfOrder>());
        yield return (Lists, "Act.{0}", Of<ShelfAct>());
        yield return (Lists, "Batch.title.{0}", Of<ShelfAct>());
        yield return (Lists, "Batch.{0}", [ShelfAct.Retire, ShelfAct.BringBack]);
        yield return (Lists, "Step.{0}", Of<ShelfStep>());
        yield return (Lists, "LeftOut.{0}", Of<ShelfLeftOut>());
        yield return (Editing, "Code.phrase.{0}", KnbTraining.Web.Features.Content.Editing.CodeWords.Phrases.Select(phrase => phrase.Key));
        yield return ("Features/Content/Forms/FormTexts", "Section.{0}", KnbTraining.Web.Features.Content.Forms.DocumentSchemas.All.SelectMany(schema => schema.Sections).Select(section => section.Key).Distinct());
        yield return ("Features/AdminHome/AdminHomeTexts", "Kind.{0}", Of<ContentKind>());
        yield return ("Features/Content/Steps/StepTexts", "Step.{0}", Of<KnbTraining.Web.Features.Content.Steps.QuestionStep>());
        yield return ("Features/Content/Steps/StepTexts", "Step.{0}.under", Of<KnbTraining.Web.Features.Content.Steps.QuestionStep>());
        const string Writing = "Features/Content/Writing/WritingTexts";
        yield return (Writing, "View.{0}", Of<KnbTraining.Web.Features.Content.LessonView>());
        yield return (Writing, "Part.{0}", KnbTraining.Web.Features.Content.Writing.PartKind.All);
        yield return (Writing, "Part.{0}.hint", KnbTraining.Web.Features.Content.Writing.PartKind.All);
        yield return (Writing, "Field.{0}", ["title", "summary", "body"]);
        yield return (Writing, "Fault.{0}", Of<KnbTraining.Content.Lessons.PictureFault>());
        yield return (Writing, "Removed.{0}", Of<KnbTraining.Content.Lessons.PictureRemoval>());
        yield return (Changing, "State.{0}", Of<ChangeState>());
        yield return (Changing, "Occasion.{0}", Of<RevisionOccasion>());
        yield return (Changing, "Failure.{0}", Of<PublishFailure>());
        yield return (Changing, "Step.{0}", Of<ChangeStepKind>());
        const string Bundles = "Features/Content/Bundles/BundleTexts";
        yield return (Bundles, "Fate.{0}.n", Of<BundleFate>());
        foreach (var fate in Enum.GetValues<BundleFate>().Select(fate => new BundleDifference("x", fate, null, null)).Where(difference => difference.IsConflict))
        {
            yield return (Bundles, "Fate.{0}.what", [fate.Fate]);
            yield return (Bundles, $"Choice.{fate.Fate}.{{0}}", fate.Choices.Cast<object>());
        }

        yield return (Editing, "Law.{0}", ["in-force", "if-adopted"]);
        yield return (Editing, "Status.{0}", ["in-force", "proposed"]);
        yield return (Editing, "Translation.{0}", ["draft", "reviewed"]);
        yield return ("Features/People/PeopleTexts", "Role.{0}", Of<Role>());
        yield return ("Features/People/PeopleTexts", "HolderStatus.{0}", Of<HolderStatus>());
        yield return ("Features/People/PeopleTexts", "Capacity.{0}", Of<Capacity>());
        yield return ("Features/People/PeopleTexts", "Employment.{0}", Of<Employment>());
        yield return ("Features/People/PeopleTexts", "Act.{0}", Of<StandingAct>());
        yield return ("Features/People/PeopleTexts", "Day.{0}", Of<StandingAct>());
        yield return ("Features/People/PeopleTexts", "UnitAct.{0}", Of<UnitAct>());
        yield return ("Features/People/PeopleTexts", "UnitAct.{0}.what", Of<UnitAct>());
        yield return ("Features/People/PeopleTexts", "UnitAct.{0}.day", Of<UnitAct>());
        yield return ("Features/People/PeopleTexts", "UnitAct.{0}.where", [UnitAct.Move, UnitAct.Merge]);
        yield return ("Features/Acknowledgements/AcknowledgementsTexts", "State.{0}", Of<AcknowledgementState>());
        const string Reports = "Features/Reports/ReportTexts";
        yield return (Reports, "State.{0}", Of<CycleState>());
        yield return (Reports, "{0}.tab", ReportPages.Tabs.Select(page => (object)page.Report));
        yield return (Reports, "Months.{0}", [0, 1, 3, 12]);
        yield return (Reports, "ExceptionKind.{0}", Of<ExceptionKind>());
        yield return (Reports, "ComplianceState.{0}", Of<ComplianceState>());
        yield return (Reports, "Order.{0}", Of<ComplianceOrder>());
        yield return (Reports, "Column.{0}", Of<ComplianceColumn>());
        yield return (Reports, "Saved.{0}", Of<ReportRhythm>());
        yield return (Reports, "Saved.{0}", Of<ReportWay>());
        yield return (Reports, "Saved.stopped.{0}", Of<ReportStop>());
        yield return ("Features/Audit/AuditTexts", "Fault.{0}", Of<LedgerFault>());
        yield return ("Features/Audit/CheckpointTexts", "Fault.{0}", Of<ProofFault>());
        yield return ("Features/Audit/CheckpointTexts", "Fit.{0}", Of<HeadFit>());
        yield return ("Features/Audit/CheckpointTexts", "Found.{0}", Of<HeadFit>().Where(fit => (HeadFit)fit != HeadFit.Fits));
        yield return ("Features/Audit/CheckpointTexts", "Found.{0}", Of<DifferenceCause>());
        yield return ("Components/Entries/EntryTexts", "Kind.{0}", FactType.All.Select(fact => fact.Kind));
        yield return ("Components/Entries/EntryTexts", "Field.{0}", FactWords.Fields);
        yield return ("Components/Entries/EntryTexts", "Value.{0}", FactWords.Values);
        const string Acts = "Components/Assigned/CourseActTexts";
        yield return (Acts, "State.{0}", Of<RequirementState>());
        yield return (Acts, "Act.{0}", Of<PersonCourseAct>());
        yield return (Acts, "Act.{0}.title", Of<PersonCourseAct>());
        yield return (Acts, "Done.{0}", Of<PersonCourseAct>());
        yield return (Acts, "Act.{0}.title", Of<BatchAct>());
        yield return (Acts, "Many.do.{0}", Of<BatchAct>());
        yield return (Acts, "Batch.title.{0}", Of<BatchAct>());
        yield return (Acts, "Batch.{0}", Of<BatchState>());
        yield return (Acts, "Selection.{0}", Of<CourseSelection>());
        yield return (Acts, "Until.{0}", [PersonCourseAct.Extend, PersonCourseAct.Waive]);
        yield return (Acts, "Event.{0}", Of<CycleEventKind>().Where(kind => (CycleEventKind)kind != CycleEventKind.Ended));
        yield return (Acts, "Event.Ended.{0}", Of<CycleEnd>());
        yield return (Acts, "Waiver.{0}", [WaiverDecision.Refused, WaiverDecision.Withdrawn]);
        yield return (Acts, "LeftOut.{0}", ["not-employed", "open-already", "nothing-open", "not-later", "waits-already", "self", "may-not-approve"]);
        const string Annulling = "Features/Regrading/RegradingTexts";
        yield return (Annulling, "State.{0}", Of<AnnulmentState>());
        yield return (Annulling, "What.{0}", Of<AnnulledKind>());
        yield return (Annulling, "Thing.{0}", Of<AnnulledKind>());
        yield return (Annulling, "Treatment.{0}", Of<WrongItems>());
        yield return (Annulling, "Outcome.{0}", Of<RegradingOutcome>());
        yield return (Annulling, "Decided.{0}", Of<AnnulmentDecision>());
        yield return ("Features/Deltas/DeltasTexts", "Decision.{0}", Of<DeltaDecision>());
        yield return ("Features/Quiz/QuizTexts", "FoundWrong.{0}", Of<WrongItems>());
        const string Remarks = "Features/Remarks/RemarksTexts";
        yield return (Remarks, "Reason.{0}", Of<RemarkReason>());
        yield return (Remarks, "State.{0}", Of<RemarkState>());
        yield return (Remarks, "Place.{0}", Of<RemarkPlace>());
        yield return (Remarks, "Outcome.{0}", Of<RemarkOutcome>());
        yield return (Remarks, "Reply.{0}", Of<RemarkOutcome>());
        const string Law = "Features/Lawbook/LawTexts";
        yield return (Law, "Advice.{0}", Of<Advice>());
        yield return (Law, "Advice.{0}.short", Of<Advice>());
        yield return (Law, "Answers.basis.{0}", Of<AnalysisBasis>());
        yield return (Law, "Answers.counts.{0}", Of<AnalysisBasis>());
        yield return (Law, "Shadow.{0}", ["Groups", "Fsrs", "Constant"]);
        yield return (Law, "Shadow.Advice.{0}", Of<ShadowAdvice>());
        yield return (Law, "Answers.months.{0}", [0, 1, 3, 12]);
        yield return (Law, "ChosenKind.{0}", Of<ChosenKind>());
        yield return (Law, "Stated.{0}", Of<Certainty>());
        yield return ("Features/Record/RecordTexts", "State.{0}", Of<CycleState>());
        yield return ("Features/Organisation/OrganisationTexts", "{0}", SettingsDraft.Fields.Where(field => !field.StartsWith("Name", StringComparison.Ordinal)));
        yield return ("Features/Organisation/OrganisationTexts", "Finding.{0}", ["required", "too-long", "hidden", "invalid", "out-of-range"]);
        yield return ("Features/Organisation/OrganisationTexts", "Logo.{0}", ["too-long", "invalid"]);

        // Nobody is told that something is another person's; pages of the account and of the ledger tell in words of their own what only they refuse.
        object[] toldElsewhere = [RefusalKind.NotYours, RefusalKind.TooMany, RefusalKind.Broken];
        yield return ("Shared/SharedTexts", "Refusal.{0}", Of<RefusalKind>().Except(toldElsewhere));
        yield return ("Shared/SharedTexts", "{0}", KnbTraining.Web.Components.Layout.AdminNavigation.Entries.Select(entry => entry.TextKey));
    }

    private static IEnumerable<object> Of<T>()
        where T : struct, Enum => Enum.GetValues<T>().Cast<object>();

    private static HashSet<string> KeysOf(string path) =>
        XDocument.Load(Path.Combine(WebRoom.Folder, path)).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);
}
