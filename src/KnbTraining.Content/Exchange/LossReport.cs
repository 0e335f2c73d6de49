using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>How much of a question came through.</summary>
public enum LossState
{
    /// <summary>Nothing was lost.</summary>
    Kept,

    /// <summary>It came through, with something otherwise than it was.</summary>
    Changed,

    /// <summary>It did not come through.</summary>
    Dropped,
}

/// <summary>What became of one question.</summary>
/// <param name="Line">Where it begins in the file that was read; 0 where it was written.</param>
/// <param name="Details">What changed, or why it was dropped; empty where it was kept.</param>
public sealed record QuestionLoss(string Name, int Line, LossState State, IReadOnlyList<FindingSentence> Details);

/// <summary>What a format kept, changed and dropped, question by question in the order of the file.</summary>
public sealed record LossReport(IReadOnlyList<QuestionLoss> Questions)
{
    public static LossReport Empty { get; } = new([]);

    public int Count(LossState state) => Questions.Count(question => question.State == state);
}

/// <summary>Collects what becomes of questions while a file is read or written.</summary>
internal sealed class LossList
{
    private readonly List<QuestionLoss> _questions = [];
    private readonly List<FindingSentence> _details = [];

    public LossReport Report => new([.. _questions]);

    /// <summary>Questions so far.</summary>
    public int Count => _questions.Count;

    /// <summary>True where the question that is being read has lost a picture, a sound or a formula.</summary>
    public bool LostMedia => _details.Contains(FindingSentence.Of("Pictures, sounds and formulas are left out."));

    /// <summary>The question that is being read or written loses something.</summary>
    public void Change(FindingSentence what)
    {
        if (!_details.Contains(what))
        {
            _details.Add(what);
        }
    }

    /// <summary>The question is through.</summary>
    public void Pass(string name, int line)
    {
        _questions.Add(new QuestionLoss(name, line, _details.Count == 0 ? LossState.Kept : LossState.Changed, [.. _details]));
        _details.Clear();
    }

    public void Drop(string name, int line, FindingSentence why)
    {
        _questions.Add(new QuestionLoss(name, line, LossState.Dropped, [why]));
        _details.Clear();
    }

    /// <summary>Nothing is kept of a question that is wrong.</summary>
    public void Forget() => _details.Clear();
}
