using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// One version of what the organisation writes in notices of a kind. Rows are only ever added: the one with the highest number counts for what is sent
/// from now on, and a notice that was sent keeps the one that it was sent with.
/// </summary>
public sealed class NoticeWording
{
    private NoticeWording()
    {
    }

    public NoticeKind Kind { get; private set; }

    /// <summary>Counts the changes of the kind, from 1.</summary>
    public int Version { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public Guid ChangedById { get; private set; }

    /// <summary>In each language, as <see cref="LocalizedColumn"/> writes it; null where the text counts again that was delivered with the application.</summary>
    public string? Titles { get; private set; }

    /// <inheritdoc cref="Titles"/>
    public string? Texts { get; private set; }

    /// <param name="version">The version before; 0 where there is none.</param>
    /// <param name="template">Null for the text that was delivered.</param>
    public static NoticeWording After(NoticeKind kind, int version, NoticeTemplate? template, Guid changedById, DateTimeOffset now) => new()
    {
        Kind = kind,
        Version = version + 1,
        ChangedAt = now,
        ChangedById = changedById,
        Titles = template is null ? null : LocalizedColumn.Write(template.Title),
        Texts = template is null ? null : LocalizedColumn.Write(template.Text),
    };

    /// <returns>Null where the text counts that was delivered.</returns>
    public NoticeTemplate? ToTemplate() => Titles is { } titles && Texts is { } texts
        ? new NoticeTemplate(LocalizedText.Of(LocalizedColumn.Read(titles)), LocalizedText.Of(LocalizedColumn.Read(texts)))
        : null;
}

/// <summary>What a notice says in each language: a heading and the text below it, with places for values (<see cref="NoticeWords"/>).</summary>
public sealed record NoticeTemplate(LocalizedText Title, LocalizedText Text)
{
    internal LiquidText ReadyTitle { get; } = new(Title);

    internal LiquidText ReadyText { get; } = new(Text);

    public bool Equals(NoticeTemplate? other) => other is not null && Title.Equals(other.Title) && Text.Equals(other.Text);

    public override int GetHashCode() => HashCode.Combine(Title, Text);
}

/// <summary>Something that is wrong with the text of a notice.</summary>
/// <param name="IsTitle">False where it is the text below the heading.</param>
/// <param name="Found">Null where nothing is written.</param>
public sealed record NoticeTextFault(string Language, bool IsTitle, TemplateFault? Found);

/// <summary>The text of a notice cannot be stored as it is.</summary>
public sealed record WrongNoticeText(IReadOnlyList<NoticeTextFault> Faults) : Refusal(RefusalKind.Invalid);
