using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace KnbTraining.BrowserTests.Running;

/// <summary>
/// What an employee who knows the law would answer. The test asks the product's own reading of the attempt, over the data folder
/// of the application that runs beside it, because pages never tell what is right.
/// </summary>
public sealed class RightAnswers : IAsyncDisposable
{
    private readonly LearningRoom _room;
    private readonly Viewer _learner;
    private readonly AttemptView _view;
    private readonly IReadOnlyDictionary<int, string[]> _keys;

    private RightAnswers(LearningRoom room, Viewer learner, AttemptView view, IReadOnlyDictionary<int, string[]> keys) =>
        (_room, _learner, _view, _keys) = (room, learner, view, keys);

    /// <param name="path">The path of the attempt, for example <c>/quiz/0199…</c>.</param>
    public static async Task<RightAnswers> OfAsync(ServerProcess server, string path, string language)
    {
        var room = LearningRoom.OpenBeside(server.DataFolder);
        var id = Guid.Parse(path.Split('/')[^1]);
        Guid person;
        await using (var db = room.Open())
        {
            person = await db.Attempts.Where(attempt => attempt.Id == id).Select(attempt => attempt.PersonId).SingleAsync();
        }

        var learner = new Viewer(person, "", new HashSet<Role> { Role.Learner }, language, null);
        return new RightAnswers(room, learner, await room.ViewAsync(learner, id, language), await room.KeysAsync(id));
    }

    /// <summary>Answers every question from the one on the page to the last, and stands on the review page.</summary>
    public async Task GiveAllAsync(Visit visit)
    {
        while (!visit.Page.Url.EndsWith("/review", StringComparison.Ordinal))
        {
            var before = visit.Page.Url;
            await visit.LiveAsync();
            var position = int.Parse(new Uri(before).Segments[^1], System.Globalization.CultureInfo.InvariantCulture);
            await visit.Page.Locator($".track progress[value='{position}']").WaitForAsync();
            await ChooseAsync(visit.Page, _view.Items.Single(item => item.Position == position));
            await Assertions.Expect(visit.Page.Locator(".receipt:not([data-unsent])")).ToHaveCountAsync(1);
            await StoredAsync(position);
            await Quiz.NextAsync(visit);
            await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(before);
        }

        await visit.LiveAsync();
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    private async Task ChooseAsync(IPage page, AttemptItemView item)
    {
        foreach (var key in _keys[item.Position])
        {
            if (item.Rows.Count == 0)
            {
                var option = item.Options.Select(option => option.Id).ToList().IndexOf(key);
                await page.Locator("fieldset.question .opt").Nth(option).ClickAsync();
                continue;
            }

            var pair = key.Split('=');
            var row = item.Rows.Select(one => one.Id).ToList().IndexOf(pair[0]);
            var choice = item.Choices.Select(one => one.Id).ToList().IndexOf(pair[1]);
            await page.Locator("fieldset.question select").Nth(row).SelectOptionAsync($"{row}:{choice}");
        }
    }

    // The receipt of an earlier choice looks like that of the last: several choices are one answer.
    private async Task StoredAsync(int position)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            var stored = (await _room.ViewAsync(_learner, _view.Id)).Items.Single(item => item.Position == position).Response;
            if (stored.ToHashSet(StringComparer.Ordinal).SetEquals(_keys[position]))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
