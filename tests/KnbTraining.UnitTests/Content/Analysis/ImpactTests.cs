using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class ImpactTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Asking = "courses/after-access.yaml";
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private const string Reminder = "acknowledgements/before-signing-reminder.yaml";
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void A_longer_exam_changes_no_verdict_and_is_told_as_a_setting_of_its_course()
    {
        var impact = After((Course, "minutes: 30", "minutes: 40"));
        Assert.Empty(impact.Verdicts);
        Assert.Equal([Course], impact.Documents);
        Assert.Equal(EditionSample.Edition.RuleBook.Vocabulary.Space.Count, impact.Situations);
        var course = Assert.Single(impact.Courses);
        var setting = Assert.Single(course.Settings);
        Assert.Equal(("working-with-state-secrets", "exam.minutes", "30", "40"), (course.Id, setting.Field, setting.Before, setting.After));
        Assert.Empty(impact.Items.Families);
        Assert.Empty(impact.Reread);
        Assert.Equal(0, impact.Items.Looked);
    }

    [Fact]
    public void A_rule_without_its_duty_names_every_situation_that_is_judged_differently()
    {
        // Without its duty the rule cannot be asked about it any more.
        var impact = After((Rule, "duties: [respect-agreed-travel-limits]", "duties: []"), (Asking, "        - duty.former-holder-without-approval\n", ""));

        Assert.Equal([Asking, Rule], impact.Documents);
        var inForce = impact.Verdicts.Where(change => !change.After.Law.IfAdopted).ToArray();
        Assert.NotEmpty(inForce);
        Assert.All(inForce, change => Assert.Equal("former", change.After.Situation["holder"]));
        Assert.All(inForce, change => Assert.Equal(Liability.NoneAdministrative, change.After.Liability));
        Assert.All(inForce, change => Assert.Equal(["respect-agreed-travel-limits"], change.Before.Duties.Except(change.After.Duties)));

        var rule = Assert.Single(impact.Rules);
        Assert.Equal(("former-holder-without-approval", true), (rule.Id, rule.IsMaterial));
        Assert.Equal([RuleAspect.Meaning], rule.Aspects);
        var gone = Assert.Single(impact.Items.Gone);
        Assert.Equal("duty.former-holder-without-approval", gone.Family.Id);
        Assert.Equal([new Cause(Rule, ["then.duties"])], gone.Causes, Same);
        Assert.Contains(impact.Courses, course => course.Id == "after-access" && course.Families.Contains("duty.former-holder-without-approval"));
    }

    [Fact]
    public void What_shows_a_changed_rule_is_to_be_read_again_with_the_field_that_is_the_reason()
    {
        var impact = After((Rule, "review-by: 2027-03-31", "review-by: 2027-04-30"), (Rule, "  en: >-\n    ", "  en: >-\n    Note: "));
        Assert.Equal([RuleAspect.Words, RuleAspect.Review], Assert.Single(impact.Rules).Aspects);
        var edition = EditionSample.Edition;
        var id = edition.Rules.Values.Single(rule => rule.Path == Rule).Id;
        var expected = edition.Questions.Values.Where(question => question.Rules.Contains(id)).Select(question => question.Id)
            .Concat(edition.Acknowledgements.Values.Where(text => text.Rules.Contains(id)).Select(text => text.Id))
            .Concat(edition.Pictures.Values.Where(picture => picture.Rules.Contains(id)).Select(picture => picture.Id))
            .Concat(edition.Lessons.Values.Where(lesson => lesson["en"].Blocks.OfType<KnbTraining.Content.Lessons.RuleBlock>().Any(block => block.RuleId == id)).Select(lesson => lesson.Id));
        Assert.Subset(impact.Reread.Select(text => text.Id).ToHashSet(), expected.ToHashSet());
        Assert.All(impact.Reread.Where(text => text.Kind != ContentKind.Background), text => Assert.Equal([new Cause(Rule, ["statement.en"])], text.Causes, Same));
        Assert.All(impact.Reread, text => Assert.False(text.IsEdited));

        // The statement in Russian and in Kazakh is as it was.
        var stale = Assert.Single(impact.Stale);
        Assert.Equal((Rule, "statement"), (stale.Path, stale.Field));
        Assert.Equal(["en"], stale.Changed);
        Assert.Equal(["ru", "kk"], stale.Left);
    }

    [Fact]
    public void Families_are_compared_by_what_each_id_means_and_how_it_reads()
    {
        const string Question = "questions/access-of-senior-staff.yaml";
        var key = After((Question, "    correct: false\n    misconception: capacity-ignored", "    correct: true"), (Question, "    correct: true\n    feedback:\n      en: >-\n        Yes.", "    correct: false\n    misconception: capacity-ignored\n    feedback:\n      en: >-\n        Yes."));
        var changed = Assert.Single(key.Items.Families);
        Assert.Equal(("authored.access-of-senior-staff", 1, 1), (changed.Family.Id, changed.Compared, changed.MeaningDiffers));

        var words = Assert.Single(After((Question, "A ministry has hired", "A ministry hired")).Items.Families);
        Assert.Equal((0, true, false), (words.MeaningDiffers, words.WordsDiffer, words.ExplanationDiffers));
        Assert.Equal([new Cause(Question, ["stem.en"])], words.Causes, Same);

        // One story among several: the sample may not draw it, and the families that tell it are named all the same.
        var story = After(("vignettes/carrier-loss.yaml", "Last week", "Two weeks ago")).Items.Changed.ToArray();
        Assert.Contains(story, family => family.Family.Id == "verdict.current-holder-carrier-loss" && family.WordsDiffer && family.MeaningDiffers == 0);
        Assert.DoesNotContain(story, family => family.Family.Generator is "term-meaning" or "body-task");
    }

    [Fact]
    public void A_rule_of_its_own_day_is_told_for_that_day()
    {
        var impact = After((Rule, "until: null", "until: 2026-09-01"));
        Assert.Empty(impact.Verdicts);
        var then = Assert.Single(impact.Later);
        Assert.Equal(new DateOnly(2026, 9, 1), then.Day);
        Assert.NotEmpty(then.Verdicts);
        Assert.All(then.Verdicts, change => Assert.Contains(change.Reasons, reason => reason.Rule.Id == "former-holder-without-approval" && reason.Kind == ReasonKind.CeasedToCount));
        Assert.Contains(RuleAspect.Force, Assert.Single(impact.Rules).Aspects);

        // Until then it is asked about; from then on nothing is left to ask, and its exams are told so.
        Assert.DoesNotContain(impact.Items.Families, family => family.Fate == DocumentFate.Removed);
        Assert.Contains(then.Families, family => family.Fate == DocumentFate.Removed && family.Family.Rule == "former-holder-without-approval");
        Assert.Contains(impact.Courses, course => course.Families.Intersect(then.Families.Select(family => family.Family.Id)).Any());
        Assert.Contains(impact.Reread, text => text.Kind == ContentKind.Lesson);
    }

    [Fact]
    public void A_text_with_a_new_version_is_confirmed_anew_and_other_terms_keep_what_was_confirmed()
    {
        var anew = Assert.Single(After((Reminder, "version: 1", "version: 2")).Confirmations);
        Assert.Equal((ConfirmationFate.Anew, 1, 2), (anew.Fate, anew.VersionBefore, anew.VersionAfter));
        var terms = Assert.Single(After((Reminder, "reading-seconds: 40", "reading-seconds: 60")).Confirmations);
        Assert.Equal((ConfirmationFate.Terms, "reading-seconds"), (terms.Fate, Assert.Single(terms.Fields).Field));
    }

    [Fact]
    public void A_picture_a_term_and_a_source_lead_to_the_lessons_that_show_them()
    {
        var edition = EditionSample.Edition;
        string[] Lessons(Func<KnbTraining.Content.Lessons.LessonBlock, bool> shows) =>
            [.. edition.Lessons.Values.Where(lesson => lesson["en"].Blocks.Any(shows)).Select(lesson => lesson.Id).Order(StringComparer.Ordinal)];
        string[] Told(Impact impact) => [.. impact.Reread.Where(text => text.Kind == ContentKind.Lesson).Select(text => text.Id)];
        Assert.Equal(
            Lessons(block => block is KnbTraining.Content.Lessons.PictureBlock { PictureId: "act-and-liability" }),
            Told(After(("pictures/act-and-liability.yaml", "What did the person do?", "What did this person do?"))));
        var term = edition.Lessons.Values.SelectMany(lesson => lesson["en"].Blocks).OfType<KnbTraining.Content.Lessons.TermBlock>().First().TermId;
        var glossary = DocumentSetBuilder.FromShipped();
        var text = YamlEdit.Set(glossary["glossary.yaml"], [KeyValuePair.Create(PlaceOf(term), edition.Glossary[term].Meaning["en"] + " Indeed.")]);
        Assert.Subset(
            Told(Of(glossary.With("glossary.yaml", text).Build())).ToHashSet(),
            Lessons(block => block is KnbTraining.Content.Lessons.TermBlock shown && shown.TermId == term).ToHashSet());
    }

    [Fact]
    public void A_language_of_a_lesson_that_changes_alone_leaves_the_others_stale()
    {
        var impact = After(("lessons/travel-and-approval/ru.md", "\n\n## ", "\n\nНовый абзац.\n\n## "));
        var stale = Assert.Single(impact.Stale);
        Assert.Equal(("lessons/travel-and-approval", ContentKind.Lesson), (stale.Path, stale.Kind));
        Assert.Equal(["ru"], stale.Changed);
        Assert.Equal(["en", "kk"], stale.Left);
    }

    [Fact]
    public void Each_leaf_field_that_can_change_in_an_edition_that_holds_together_is_named_by_the_impact()
    {
        // All at once, because an edition takes a moment to compile; what a check refuses is taken out, and the comparer is tried on it alone.
        var leaves = LeafField.OneOfEach().Where(leaf => leaf.Place.Split('/')[^1] != "id").ToList();
        var refused = new List<LeafField>();
        Edition? after = null;
        for (var round = 0; after is null; round++)
        {
            Assert.InRange(round, 0, 12);
            var documents = EditionSample.Documents.With(leaves.GroupBy(leaf => leaf.Document).Select(own => KeyValuePair.Create(
                own.Key,
                YamlEdit.Set(EditionSample.Documents.Find(own.Key)!, own.Select(leaf => KeyValuePair.Create(leaf.Place, leaf.Another()))))));
            var compilation = EditionCompiler.Recompile(documents);
            after = compilation.Edition;
            var blamed = leaves.Where(leaf => compilation.Findings.Any(finding => finding.Path == leaf.Document && Blames(documents, finding, leaf))).ToArray();
            blamed = blamed.Length > 0 || after is not null ? blamed : [.. leaves.Where(leaf => !leaf.Value.Contains(' ', StringComparison.Ordinal))];
            refused.AddRange(blamed);
            leaves.RemoveAll(blamed.Contains);
        }

        Assert.InRange(leaves.Count, 250, 2000);
        Assert.True(leaves.Count > refused.Count, $"{refused.Count} of {leaves.Count + refused.Count} are refused.");
        var impact = Impact.Of(EditionSample.Edition, after, Today);
        var unnamed = leaves.Where(leaf => !impact.Changes.Single(change => change.Path == leaf.Document).Fields.Any(field => leaf.Is(field) && field.Before != field.After));
        Assert.Empty(unnamed.Select(leaf => leaf.ToString()));
    }

    [Fact]
    public void The_digest_is_that_of_what_it_says_whatever_the_edition_below_and_the_day()
    {
        (string, string, string) minutes = (Course, "minutes: 30", "minutes: 40");
        (string, string, string) other = ("lessons/travel-and-approval/en.md", "The order is simple", "The order is very simple");
        var impact = After(minutes);
        Assert.Matches("^[0-9a-f]{64}$", impact.Digest);
        Assert.Equal(impact.Digest, After(minutes).Digest);
        Assert.NotEqual(impact.Digest, After((Course, "minutes: 30", "minutes: 41")).Digest);
        Assert.NotEqual(impact.Digest, After(minutes, other).Digest);

        // The same change over an edition in which something else has been published meanwhile.
        var moved = Compile(EditionSample.Edition, other);
        Assert.Equal(impact.Digest, Impact.Of(moved, Compile(moved, minutes), Today.AddDays(3)).Digest);

        // And one whose effect is no longer the same: the rule that gave the duty gives another one now.
        (string, string, string) duty = (Rule, "duties: [respect-agreed-travel-limits]", "duties: [ask-approval-of-head]");
        var rule = Impact.Of(EditionSample.Edition, Compile(EditionSample.Edition, duty), Today);
        var silenced = Compile(EditionSample.Edition, (Rule, "until: null", "until: 2026-01-01"));
        Assert.NotEqual(rule.Digest, Impact.Of(silenced, Compile(silenced, duty), Today).Digest);
    }

    [Fact]
    public void Two_equal_editions_have_no_impact_and_nothing_was_looked_at()
    {
        var impact = Of(EditionSample.Documents);
        Assert.Empty(impact.Changes);
        Assert.Empty(impact.Items.Families);
        Assert.Equal(0, impact.Items.Looked);
        Assert.Empty(impact.Reread);
    }

    private static bool Blames(DocumentSet documents, Finding finding, LeafField leaf)
    {
        var place = DocumentOutline.Of(documents.Find(finding.Path)!).PathAt(finding.Line);
        return place is null || leaf.Place == place || leaf.Place.StartsWith($"{place}/", StringComparison.Ordinal);
    }

    private static string PlaceOf(string term) =>
        LeafField.AllOf("glossary.yaml", EditionSample.Documents.Find("glossary.yaml")!).Single(leaf => leaf.Way == "terms.id" && leaf.Value == term).Place
            .Replace("/id", "/meaning/en", StringComparison.Ordinal);

    private static bool Same(Cause one, Cause other) => one.Path == other.Path && one.Fields.SequenceEqual(other.Fields);

    private static Impact After(params (string Path, string Old, string New)[] changes) =>
        Impact.Of(EditionSample.Edition, Compile(EditionSample.Edition, changes), Today);

    private static Impact Of(DocumentSet documents) => Impact.Of(EditionSample.Edition, EditionCompiler.Recompile(documents).Edition!, Today);

    // Only what an edition that was once published must be: nothing here is about findings.
    private static Edition Compile(Edition before, params (string Path, string Old, string New)[] changes)
    {
        var texts = before.Documents.All.ToDictionary(StringComparer.Ordinal);
        foreach (var (path, old, now) in changes)
        {
            var at = texts[path].IndexOf(old, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{path} does not hold '{old}'.");
            texts[path] = texts[path][..at] + now + texts[path][(at + old.Length)..];
        }

        var compilation = EditionCompiler.Recompile(new DocumentSet(texts));
        return compilation.Edition ?? throw new InvalidOperationException(string.Join(' ', compilation.Findings));
    }
}
