using KnbTraining.Learning;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>The state of saving the mark for another look; see <see cref="AnswerSaving"/>. It can be sent again in the same way.</summary>
public sealed class FlagSaving
{
    private const string On = "1";

    /// <param name="flagged">As it is stored.</param>
    /// <param name="save">Stores a mark under a step id; the same id stores once.</param>
    public FlagSaving(bool flagged, Func<bool, Guid, Task<Result<DateTimeOffset>>> save)
    {
        ArgumentNullException.ThrowIfNull(save);
        Saving = new AnswerSaving(flagged ? [On] : [], savedAt: null, (mark, stepId) => save(mark.Count > 0, stepId));
    }

    public AnswerSaving Saving { get; }

    /// <summary>As the reader wishes it; true only for what is stored, or on its way, or said to be not saved.</summary>
    public bool Flagged => Saving.Chosen.Count > 0;

    public Task FlagAsync(bool flagged) => Saving.ChooseAsync(flagged ? [On] : []);
}
