using KnbTraining.Content.Analysis;

namespace KnbTraining.Web.Components.Maps;

/// <summary>The map on a phone: each group over its ways, one below the other.</summary>
public static class NarrowMap
{
    public const int Width = 320;

    private const int Margin = 12;
    private const int Indent = 30;
    private const int Step = 16;
    private const int Below = 8;
    private const int BetweenBranches = 16;
    private const int BetweenLanes = 26;

    /// <param name="here">The branch to mark; null for none.</param>
    public static MapLayout Draw(DecisionTree tree, MapWords words, TreeBranch? here = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(words);
        var draft = new MapDraft();
        var all = tree.Lanes.Sum(lane => lane.Holders.Count);
        var y = 0;
        foreach (var lane in tree.Lanes)
        {
            (string, MapStyle)[] name = lane.Holders.Count == all
                ? [(words.Anyone, MapStyle.Strong)]
                : [(words.HolderLabel, MapStyle.Label), (words.Who(lane, all), MapStyle.Strong)];
            var who = draft.Add(MapDraft.Move(MapDraft.Box("who", 0, Width, name), y));
            y = who.Bottom + BetweenBranches;
            foreach (var branch in lane.Branches)
            {
                y = Place(draft, words, who, branch, y, branch == here ? " here" : "") + BetweenBranches;
            }

            y += BetweenLanes - BetweenBranches;
        }

        return draft.Finish(Width);
    }

    private static int Place(MapDraft draft, MapWords words, MapBox who, TreeBranch branch, int y, string mark)
    {
        MapBox? facts = null;
        if (branch.Facts.Count > 0)
        {
            facts = draft.Add(MapDraft.Move(
                MapDraft.Box("fact" + mark, Indent, Width - Indent, [.. branch.Facts.Select(fact => (words.Fact(fact), MapStyle.Text))]), y));
            y = facts.Bottom + Below;
        }

        var verdict = draft.Add(MapDraft.Move(
            MapDraft.Box(MapDraft.KindOf(branch) + mark, Indent + (facts is null ? 0 : Step), Width - Indent - (facts is null ? 0 : Step), (words.VerdictOf(branch), MapStyle.Strong)), y));
        var first = facts ?? verdict;
        draft.Along("way" + mark, who, first, Margin, first.Middle);
        if (facts is not null)
        {
            draft.Along("way" + mark, facts, verdict, Indent + 6, verdict.Middle);
        }

        if (!branch.Changes)
        {
            return verdict.Bottom;
        }

        var planned = draft.Add(MapDraft.Move(
            MapDraft.Box("planned" + mark, verdict.X + Step, verdict.Width - Step, (words.Planned, MapStyle.Label), (words.PlannedVerdictOf(branch), MapStyle.Strong)), verdict.Bottom + Below));
        draft.Along("plan", verdict, planned, verdict.X + 6, planned.Middle);
        return planned.Bottom;
    }
}
