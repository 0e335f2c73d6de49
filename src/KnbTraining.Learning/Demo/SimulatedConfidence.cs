using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Demo;

/// <summary>Simulates stated certainty. Half of the people never state it, and people with a misconception are often sure.</summary>
internal sealed class SimulatedConfidence(StableRandom random)
{
    private readonly bool _says = random.Below(2) == 0;

    public Certainty? Of(Item item, IReadOnlyList<string> response)
    {
        var point = random.Below(100);
        var (low, middle) = QuestionKinds.Of(item).Grade(item, [.. response]) >= 1 ? (10, 35) : (35, 70);
        return !_says ? null : point < low ? Certainty.Low : point < middle ? Certainty.Middle : Certainty.High;
    }
}
