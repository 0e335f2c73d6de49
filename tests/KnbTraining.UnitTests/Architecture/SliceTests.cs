using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning;

namespace KnbTraining.UnitTests.Architecture;

public sealed class SliceTests
{
    [Fact]
    public void Dump()
    {
        foreach (var a in new[] { typeof(Edition).Assembly, typeof(LearningServices).Assembly })
        {
            var uses = SliceUses.Of(a);
            File.WriteAllLines("/tmp/slices-" + a.GetName().Name + ".txt", uses.Select(u => $"{u.FromSlice}\t{u.ToSlice}\t{u.From}\t{u.To}").Order(StringComparer.Ordinal));
        }
        Assert.Fail();
    }
}
