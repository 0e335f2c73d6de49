using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// Looks at everything that will be asked: renders it, tells its stories, holds it against the legal background. That is most of the work of
/// a check and sees nothing but what items are made of (<see cref="IItemMaterial"/>). What passed is remembered until the program ends, so that
/// the check of another lesson or course does without it.
/// </summary>
internal static class AskedCheck
{
    private const int MostRemembered = 256;

    // No item is made of these, by the order of the slices; whatever else there is counts.
    private static readonly string[] Elsewhere = ["lessons", "courses", Picture.Folder, AcknowledgementDocument.Folder];

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal);
    private static readonly Queue<string> Order = new();

    public static void Run(Edition edition, FindingList findings)
    {
        var material = edition.Documents.HashWithout(Elsewhere);
        if (HasPassed(material))
        {
            return;
        }

        RenderCheck.Run(edition, findings);
        StoryCheck.Run(edition, findings);
        BackgroundCheck.Run(edition, findings);
        if (findings.Count == 0)
        {
            Remember(material);
        }
    }

    private static bool HasPassed(string material)
    {
        lock (Gate)
        {
            return Passed.Contains(material);
        }
    }

    private static void Remember(string material)
    {
        lock (Gate)
        {
            if (!Passed.Add(material))
            {
                return;
            }

            Order.Enqueue(material);
            if (Order.Count > MostRemembered)
            {
                Passed.Remove(Order.Dequeue());
            }
        }
    }
}
