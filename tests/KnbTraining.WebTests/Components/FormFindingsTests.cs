using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.People;

namespace KnbTraining.WebTests.Components;

public sealed class FormFindingsTests
{
    [Fact]
    public async Task What_learning_refuses_has_words_at_every_field()
    {
        await using var room = await LearningRoom.OpenAsync();
        var administrator = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var form = new PersonForm { Name = "", UserName = "with space", Email = "no", Roles = [Role.Manager] };
        var result = await room.Get<PeopleService>().AddAsync(administrator, form, CancellationToken.None);
        Assert.Equal(RefusalKind.Invalid, result.Refused?.Kind);
        var findings = result.Findings;
        Assert.Equal(["Email", "ManagedUnitId", "Name", "UnitId", "UserName"], findings.Fields.Order(StringComparer.Ordinal));
        System.Resources.ResourceManager[] words = [new(typeof(PeopleTexts)), new(typeof(KnbTraining.Web.Shared.SharedTexts))];
        Assert.All(findings.Fields, field => Assert.Contains(words, texts => !string.IsNullOrEmpty(texts.GetString($"Finding.{findings.At(field)}", System.Globalization.CultureInfo.InvariantCulture))));
    }
}
