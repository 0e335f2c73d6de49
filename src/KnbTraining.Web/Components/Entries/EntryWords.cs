using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Entries;

public sealed record EntryDetail(string Label, string Value);

/// <summary>Says an entry of the ledger in the reader's language.</summary>
public sealed class EntryWords(IStringLocalizer<EntryTexts> texts, LocalTime clock)
{
    public string Kind(string kind) => texts[$"Kind.{kind}"];

    /// <summary>Who did it.</summary>
    public string Actor(LedgerEntry entry, LedgerNames names)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(names);
        return entry.ActorId is not { } id ? texts["Application"] : names.People.TryGetValue(id, out var name) ? name : texts["Unknown"];
    }

    /// <summary>What was done, and to whom or what.</summary>
    public string Sentence(LedgerEntry entry, LedgerNames names)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(names);
        var kind = Kind(entry.Kind);
        return SubjectOf(entry, names) is { } subject ? texts["Sentence", kind, subject] : texts["Sentence.alone", kind];
    }

    /// <summary>The other values of the fact that say something to a reader; hashes and ids of rows stand in the line.</summary>
    public IReadOnlyList<EntryDetail> Details(LedgerEntry entry, LedgerNames names)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(names);
        return entry.Fact is { } fact
            ? [.. FactShape.Of(fact.GetType()).Properties
                .Where(property => !IsSubject(entry, property.GetValue(fact)))
                .SelectMany(property => DetailsOf(NameOf(fact, property.Name), property.GetValue(fact), names))
                .Concat(ChangesOf(fact, names))]
            : [];
    }

    // Whoever is asked has decided nothing yet.
    private static string NameOf(Fact fact, string property) => fact is WaiverProposed && property == nameof(WaiverProposed.ApproverId) ? "AskedApproverId" : property;

    private static bool IsSubject(LedgerEntry entry, object? value) =>
        value is Guid id ? id == entry.SubjectPersonId && id != entry.ActorId || id.ToString("D") == entry.SubjectKey : value is Slug or Code && value.ToString() == entry.SubjectKey && entry.SubjectPersonId is null;

    private static string? SubjectOf(LedgerEntry entry, LedgerNames names)
    {
        if (entry.SubjectPersonId is { } person && person != entry.ActorId)
        {
            return names.People.GetValueOrDefault(person);
        }

        return Guid.TryParse(entry.SubjectKey, out var unit) ? names.Units.GetValueOrDefault(unit)
            : entry.SubjectKey is { } key ? names.Titles.GetValueOrDefault(key, key)
            : null;
    }

    private IEnumerable<EntryDetail> DetailsOf(string name, object? value, LedgerNames names) => value switch
    {
        // Told beside each other, see ChangesOf.
        _ when name is "Before" or "After" => [],
        FactList<PersonChange> changes => changes.Select(change => Changed($"{change.Field}", change.Before, change.After, names)),
        FactList<SettingsChange> changes => changes.Select(change => Changed($"{change.Field}", change.Before, change.After, names)),
        FactList<RecordedNoticeText> texts => texts.SelectMany(text => TextsOf(text, names)),
        IFactPart part => FactShape.Of(part.GetType()).Properties.SelectMany(property => DetailsOf(property.Name, property.GetValue(part), names)),
        System.Collections.IEnumerable values => Listed(name, values, names) is { Length: > 0 } said ? [new EntryDetail(Label(name), said)] : [],
        // Parts of a list are counted from 0 in the line, and from 1 by everybody else.
        int part when name == "Part" => [new EntryDetail(Label(name), (part + 1).ToString(CultureInfo.InvariantCulture))],
        _ => Said(value, names) is { } said ? [new EntryDetail(Label(name), LanguageNamed(name, said))] : [],
    };

    private static string LanguageNamed(string name, string said) =>
        name is "Language" or "PersonnelLanguage" && Languages.All.Contains(said, StringComparer.Ordinal) ? Languages.Of(said).Name : said;

    private IEnumerable<EntryDetail> TextsOf(RecordedNoticeText text, LedgerNames names)
    {
        var language = LanguageNames.Of(text.Language.ToString());
        return
        [
            new EntryDetail($"{Label(nameof(text.Title))} ({language})", Said(text.Title, names) ?? ""),
            new EntryDetail($"{Label(nameof(text.Text))} ({language})", Said(text.Text, names) ?? ""),
        ];
    }

    private IEnumerable<EntryDetail> ChangesOf(Fact fact, LedgerNames names)
    {
        var properties = FactShape.Of(fact.GetType()).Properties;
        if (properties.FirstOrDefault(property => property.Name == "Before")?.GetValue(fact) is not IFactPart before
            || properties.FirstOrDefault(property => property.Name == "After")?.GetValue(fact) is not IFactPart after)
        {
            return [];
        }

        return FactShape.Of(before.GetType()).Properties
            .Where(property => !Equals(property.GetValue(before), property.GetValue(after)))
            .Select(property => Changed(property.Name, property.GetValue(before), property.GetValue(after), names));
    }

    private EntryDetail Changed(string name, object? before, object? after, LedgerNames names) =>
        new(Label(name), texts["Changed", LanguageNamed(name, Whole(name, before, names)), LanguageNamed(name, Whole(name, after, names))]);

    private string Whole(string name, object? value, LedgerNames names) =>
        (value is System.Collections.IEnumerable values ? Listed(name, values, names) : Said(value, names)) is { Length: > 0 } said ? said : texts["Nothing"];

    private string Listed(string name, System.Collections.IEnumerable values, LedgerNames names) =>
        string.Join(", ", values.Cast<object>().Select(value => Said(value, names)).Where(said => said is not null));

    private string Label(string name) => texts[$"Field.{name}"];

    // Null for what says nothing to a reader.
    private string? Said(object? value, LedgerNames names) => value switch
    {
        null or Digest => null,
        Guid id => names.People.GetValueOrDefault(id) ?? names.Units.GetValueOrDefault(id),
        TextRef text => names.Texts.TryGetValue(text, out var words) ? words ?? texts["Erased"] : texts["Missing"],
        Slug slug when names.UnitPaths.TryGetValue(slug.ToString(), out var unit) => unit,
        Slug slug when names.Titles.TryGetValue(slug.ToString(), out var title) => title,
        bool truth => texts[truth ? "Yes" : "No"],
        Enum one => texts[$"Value.{one.GetType().Name}.{one}"],
        DateOnly day => LocalTime.Day(day),
        DateTimeOffset at => clock.Moment(at),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
