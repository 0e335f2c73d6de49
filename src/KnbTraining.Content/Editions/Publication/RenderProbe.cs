using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>Renders templates within a budget, each only once with the same values, and finds those that fail, say nothing or name what they are not given.</summary>
internal sealed class RenderProbe(Edition edition, FindingList findings, int budget)
{
    private static readonly Dictionary<string, object> NoValues = new(StringComparer.Ordinal);
    private readonly Dictionary<(LiquidText Text, string Language), IReadOnlyList<string>> _names = [];
    private readonly Dictionary<(LiquidText Text, string Language), HashSet<string>> _done = [];
    private readonly Dictionary<(LiquidText Text, string Language, string Name), (string Path, string Key, bool IsGiven)> _facts = [];
    private readonly SortedDictionary<string, SortedSet<string>> _left = new(StringComparer.Ordinal);

    private int _spent;

    /// <summary>How many different texts were rendered.</summary>
    public int Texts { get; private set; }

    public bool MayGoOn => _spent < budget;

    /// <summary>Counts what is rendered elsewhere.</summary>
    public void Spend() => _spent++;

    /// <summary>Notes what is not looked at, because the budget has ended.</summary>
    public void Leave(string path, string name)
    {
        if (!_left.TryGetValue(path, out var names))
        {
            _left[path] = names = new SortedSet<string>(StringComparer.Ordinal);
        }

        names.Add(name);
    }

    /// <summary>One finding for each fact that no situation gave, and for each document of which something was not looked at.</summary>
    public void Finish()
    {
        foreach (var ((text, language, name), (path, key, _)) in _facts.Where(fact => !fact.Value.IsGiven))
        {
            Report(path, text, language, $"The text '{key}' names '{name}' in '{language}', which it is not given.", "Use facts that the situations of this act state.");
        }

        foreach (var (path, names) in _left)
        {
            findings.Add(
                path,
                edition.Documents.LineOf(path, names.Min!),
                $"The check ended after {budget} renderings. Not looked at here: {string.Join(", ", names)}.",
                "Make fewer alternatives, fewer people and things in stories, or fewer rules.");
        }
    }

    /// <summary>Tries all alternatives of a wording with the values that one of them was asked with.</summary>
    public void Try(string path, string key, IReadOnlyList<LiquidText> alternatives, string language, IReadOnlyDictionary<string, object> values)
    {
        foreach (var text in alternatives)
        {
            var names = NamesOf(text, language);
            foreach (var unknown in names.Where(name => !IsGiven(path, key, text, language, name, values)))
            {
                Report(path, text, language, $"The text '{key}' names '{unknown}' in '{language}', which it is not given.", $"Use some of: {string.Join(", ", values.Keys.Order(StringComparer.Ordinal))}.");
            }

            TryOnce(path, key, text, language, values, names);
        }
    }

    /// <summary>Tries the alternatives of a wording that were never asked for.</summary>
    public void TryAlone(string path, string key, IReadOnlyList<LiquidText> alternatives, string language)
    {
        foreach (var text in alternatives.Where(text => !_done.ContainsKey((text, language))))
        {
            // Without its values a text may be empty.
            TryOnce(path, key, text, language, NoValues, NamesOf(text, language));
        }
    }

    /// <returns>False where the sentence has failed, or the budget had ended.</returns>
    public bool TrySentence(string path, LiquidText text, string language, IReadOnlyDictionary<string, object> values)
    {
        var (before, mayTry) = (findings.Count, MayGoOn);
        TryOnce(path, null, text, language, values, NamesOf(text, language));
        return mayTry && findings.Count == before;
    }

    private void TryOnce(string path, string? key, LiquidText text, string language, IReadOnlyDictionary<string, object> values, IReadOnlyList<string> names)
    {
        if (!_done.TryGetValue((text, language), out var done))
        {
            _done[(text, language)] = done = new HashSet<string>(StringComparer.Ordinal);
        }

        if (!done.Add(names.Count == 0 ? "" : Signature(names, values)))
        {
            return;
        }

        if (!MayGoOn)
        {
            Leave(path, key ?? Words(text, language));
            return;
        }

        Texts++;
        Spend();
        try
        {
            if (text.Render(language, values).Length == 0 && (values.Count > 0 || names.Count == 0))
            {
                Report(path, text, language, key is null ? FindingSentence.Of($"A sentence becomes empty in '{language}'.") : FindingSentence.Of($"The text '{key}' becomes empty in '{language}'."), "Write it anew.");
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever it is, a page would meet it too.
            Report(path, text, language, key is null
                ? FindingSentence.Of($"A sentence cannot be rendered in '{language}': {failure.Message}")
                : FindingSentence.Of($"The text '{key}' cannot be rendered in '{language}': {failure.Message}"), "Write it anew.");
        }
    }

    private void Report(string path, LiquidText text, string language, FindingSentence message, FindingSentence advice) =>
        findings.Add(path, TemplatePlace.LineOf(edition.Documents, path, language, text.Text[language]), message, advice);

    private IReadOnlyList<string> NamesOf(LiquidText text, string language) => _names.TryGetValue((text, language), out var names)
        ? names
        : _names[(text, language)] = TemplateGuard.Paths(text.Text[language]);

    private bool IsGiven(string path, string key, LiquidText text, string language, string name, IReadOnlyDictionary<string, object> values)
    {
        var parts = name.Split('.', 2);
        if (parts.Length == 2 && values.GetValueOrDefault(parts[0]) is IReadOnlyDictionary<string, object> facts)
        {
            // One situation may have no such fact, and a condition may ask for it; some situation has it.
            var fact = (text, language, name);
            _facts[fact] = (path, key, facts.ContainsKey(parts[1]) || (_facts.TryGetValue(fact, out var known) && known.IsGiven));
        }

        return values.ContainsKey(parts[0]);
    }

    private static string Signature(IReadOnlyList<string> names, IReadOnlyDictionary<string, object> values)
    {
        var signature = new StringBuilder();
        foreach (var name in names)
        {
            var path = name.Split('.', 2);
            var value = values.GetValueOrDefault(path[0]);
            signature.Append(path.Length == 2 && value is IReadOnlyDictionary<string, object> facts ? facts.GetValueOrDefault(path[1]) : value).Append('\n');
        }

        return signature.ToString();
    }

    private static string Words(LiquidText text, string language) => text.Text[language].Length <= 40 ? text.Text[language] : text.Text[language][..40] + "…";
}
