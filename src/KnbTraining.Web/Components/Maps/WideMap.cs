using KnbTraining.Content.Analysis;

namespace KnbTraining.Web.Components.Maps;

/// <summary>The map on a page of normal width: who on the left, facts in the middle, verdicts on the right.</summary>
public static class WideMap
{
    public const int Width = 592;

    private const int Gap = 24;
    private const int BetweenBranches = 14;
    private const int BetweenLanes = 26;
    private const int Below = 10;

    /// <param name="here">The branch to mark; null for none.</param>
    public static MapLayout Draw(DecisionTree tree, MapWords words, TreeBranch? here = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(words);
        var columns = Columns(tree.Lanes.Any(lane => lane.Branches.Any(branch => branch.Facts.Count > 0)));
        var draft = new MapDraft();
        var top = Heads(draft, words, columns);
        var all = tree.Lanes.Sum(lane => lane.Holders.Count);
        foreach (var lane in tree.Lanes)
        {
            var blocks = lane.Branches.Select(branch => Block.Of(branch, words, columns)).ToArray();
            var who = MapDraft.Box("who", columns.Who.X, columns.Who.Width, (words.Who(lane, all), MapStyle.Strong));
            var height = Math.Max(who.Height, blocks.Sum(block => block.Height) + ((blocks.Length - 1) * BetweenBranches));
            var y = top + ((height - blocks.Sum(block => block.Height) - ((blocks.Length - 1) * BetweenBranches)) / 2);

            // A single way runs straight.
            var placed = draft.Add(MapDraft.Move(who, blocks.Length == 1 ? Math.Max(top, y + blocks[0].Axis - (who.Height / 2)) : top + ((height - who.Height) / 2)));
            foreach (var block in blocks)
            {
                block.Place(draft, placed, y, block.Branch == here);
                y += block.Height + BetweenBranches;
            }

            top = Math.Max(top + height, placed.Bottom) + BetweenLanes;
        }

        return draft.Finish(Width);
    }

    private static MapColumns Columns(bool facts) => facts
        ? new MapColumns((0, 158), (158 + Gap, 182), (158 + Gap + 182 + Gap, 204))
        : new MapColumns((0, 240), null, (240 + (4 * Gap), 256));

    private static int Heads(MapDraft draft, MapWords words, MapColumns columns)
    {
        var heads = new List<MapBox> { MapDraft.Head(columns.Who.X, columns.Who.Width, words.HolderLabel), MapDraft.Head(columns.Verdict.X, columns.Verdict.Width, words.Result) };
        if (columns.Facts is { } facts)
        {
            heads.Add(MapDraft.Head(facts.X, facts.Width, words.Facts));
        }

        var bottom = heads.Max(head => head.Height);
        foreach (var head in heads)
        {
            draft.Add(MapDraft.Move(head, bottom - head.Height));
        }

        return bottom + Below;
    }

    private sealed record MapColumns((int X, int Width) Who, (int X, int Width)? Facts, (int X, int Width) Verdict);

    /// <summary>The boxes of one branch, at the top of the page.</summary>
    private sealed record Block(TreeBranch Branch, MapBox? Facts, MapBox InForce, MapBox? Planned)
    {
        /// <summary>Where the way through the branch runs.</summary>
        public int Axis => Math.Max(Facts?.Height ?? 0, InForce.Height) / 2;

        public int Height => Math.Max(2 * Axis, Axis + (InForce.Height / 2) + (Planned is null ? 0 : Below + Planned.Height)) + 1;

        public static Block Of(TreeBranch branch, MapWords words, MapColumns columns) => new(
            branch,
            branch.Facts.Count == 0 || columns.Facts is not { } facts
                ? null
                : MapDraft.Box("fact", facts.X, facts.Width, [.. branch.Facts.Select(fact => (words.Fact(fact), MapStyle.Text))]),
            MapDraft.Box(MapDraft.KindOf(branch), columns.Verdict.X, columns.Verdict.Width, (words.VerdictOf(branch), MapStyle.Strong)),
            branch.Changes
                ? MapDraft.Box("planned", columns.Verdict.X + 16, columns.Verdict.Width - 16, (words.Planned, MapStyle.Label), (words.PlannedVerdictOf(branch), MapStyle.Strong))
                : null);

        public void Place(MapDraft draft, MapBox who, int y, bool here)
        {
            var mark = here ? " here" : "";
            var verdict = draft.Add(MapDraft.Move(InForce with { Kind = InForce.Kind + mark }, y + Axis - (InForce.Height / 2)));
            if (Facts is null)
            {
                draft.Across("way" + mark, who, verdict);
            }
            else
            {
                var facts = draft.Add(MapDraft.Move(Facts with { Kind = Facts.Kind + mark }, y + Axis - (Facts.Height / 2)));
                draft.Across("way" + mark, who, facts);
                draft.Across("way" + mark, facts, verdict);
            }

            if (Planned is not null)
            {
                var planned = draft.Add(MapDraft.Move(Planned with { Kind = Planned.Kind + mark }, verdict.Bottom + Below));
                draft.Along("plan", verdict, planned, verdict.X + 6, planned.Middle);
            }
        }
    }
}
