using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>The state of saving the stated certainty, as the page shows it; see <see cref="AnswerSaving"/>.</summary>
public sealed class CertaintySaving
{
    /// <param name="stated">As it is stored; null where nothing is.</param>
    /// <param name="save">Stores a certainty under a step id; the same id stores once.</param>
    public CertaintySaving(Certainty? stated, Func<Certainty, Guid, Task<Result<DateTimeOffset>>> save)
    {
        ArgumentNullException.ThrowIfNull(save);
        Saving = new AnswerSaving(
            stated is { } known ? [CertaintyWord.Of(known)] : [],
            savedAt: null,
            (response, stepId) => save(CertaintyWord.Read(response[0])!.Value, stepId));
    }

    public AnswerSaving Saving { get; }

    public Certainty? Stated => CertaintyWord.Read(Saving.Chosen is [var word, ..] ? word : null);

    public Task StateAsync(Certainty certainty) => Saving.ChooseAsync([CertaintyWord.Of(certainty)]);
}
