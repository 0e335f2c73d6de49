using System.Globalization;
using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Demo;

/// <summary>Texts that were read and confirmed: some count, some ran out, and of one text a newer version was published since.</summary>
internal sealed class DemoAcknowledgements(NumberedEdition edition, DemoOrganisation organisation, LearningOptions options, DateOnly today, ulong seed)
{
    /// <summary>The text of which the demo organisation publishes a version of its own.</summary>
    private const string Revised = "travel-reminder";

    /// <summary>Short, so that trying it out takes no longer.</summary>
    private const string RevisedSeconds = "10";

    /// <summary>Nothing of the law, only whom to ask: every organisation adds that.</summary>
    private static readonly LocalizedText Addition = LocalizedText.Of(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Languages.English] = "At Aksai Instruments the protection unit answers questions about this text.",
        [Languages.Russian] = "В «Аксай Инструментс» на вопросы об этом тексте отвечает подразделение по защите государственных секретов.",
        [Languages.Kazakh] = "«Ақсай Инструментс» ұйымында бұл мәтін туралы сұрақтарға мемлекеттік құпияларды қорғау жөніндегі бөлімше жауап береді.",
    });

    public List<Acknowledgement> Confirmed { get; } = [];

    /// <summary>The next edition, with the new version; null where the shipped documents hold no such text.</summary>
    public Edition? Revise()
    {
        if (edition.Edition.Acknowledgements.GetValueOrDefault(Revised) is not { } document)
        {
            return null;
        }

        var changes = new List<KeyValuePair<string, string>>
        {
            new("version", (document.Version + 1).ToString(CultureInfo.InvariantCulture)),
            new("reading-seconds", RevisedSeconds),
        };
        changes.AddRange(Languages.All.Select(language => KeyValuePair.Create($"text/{language}", $"{document[language].Markdown}\n\n{Addition[language]}")));
        var documents = edition.Edition.Documents;
        var compilation = EditionCompiler.Compile(documents.With([new(document.Path, YamlEdit.Set(documents.Find(document.Path)!, changes))]), edition.Edition);
        return compilation.Edition ?? throw new LearningStartupException($"The demo's own version of '{Revised}' has findings: {string.Join(" ", compilation.Findings.Take(3))}");
    }

    /// <summary>Most people confirmed each text that addresses them; some longer ago than it counts.</summary>
    public void Simulate()
    {
        foreach (var document in edition.Edition.Acknowledgements.Values.OrderBy(document => document.Id, StringComparer.Ordinal))
        {
            foreach (var person in organisation.People.Where(person => AcknowledgementAudience.Reaches(document.Audience, person.Person.HolderStatus, person.Person.Capacity)))
            {
                var random = StableRandom.For(seed, $"{person.UserName} {document.Id}");
                var (chance, isEmployee) = (random.Below(100), person.UserName == DemoSignIns.Employee);
                if (isEmployee ? document.Id == Revised : chance < 72 && !person.NeverSits)
                {
                    var daysAgo = chance < 8 && !isEmployee ? 380 + random.Below(60) : DemoTimeline.LastConfirmationDay + random.Below(118);
                    if (Math.Min(daysAgo, person.JoinedDaysAgo ?? daysAgo) is >= DemoTimeline.LastConfirmationDay and var day)
                    {
                        Confirm(document, person, day, random);
                    }
                }
            }
        }
    }

    private void Confirm(AcknowledgementDocument document, DemoPerson person, int daysAgo, StableRandom random)
    {
        var day = DemoTimeline.Workday(today.AddDays(-daysAgo));
        var language = person.Person.Language;
        var openedAt = options.InstantOf(day, new TimeOnly(9 + random.Below(8), random.Below(60), random.Below(60)));
        var reading = Acknowledgement.Open(
            person.Person.Id, new ShownText(document.Id, document.Version, edition.Number, language, document[language].Hash), openedAt);
        reading.Confirm(
            document[language].Phrase,
            openedAt.AddSeconds(document.ReadingSeconds + 20 + random.Below(200)),
            day,
            document.RenewalMonths is { } months ? day.AddMonths(months) : null);
        Confirmed.Add(reading);
    }
}
