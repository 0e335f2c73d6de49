using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.People;

namespace KnbTraining.WebTests.Components;

public sealed class FormFindingsTests
{
    [Fact]
    public void Each_line_of_a_refusal_goes_to_its_field()
    {
        var findings = new FormFindings("Name: required\nUserName: taken");
        Assert.Equal("required", findings.At("Name"));
        Assert.Equal("taken", findings.At("UserName"));
        Assert.Null(findings.At("Email"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no colon at all")]
    public void What_names_no_field_gives_no_findings(string? detail) => Assert.False(new FormFindings(detail).Any);

    [Fact]
    public async Task What_learning_refuses_has_words_at_every_field()
    {
        await using var room = await LearningRoom.OpenAsync();
        var administrator = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var form = new PersonForm { Name = "", UserName = "with space", Email = "no", Roles = [Role.Manager] };
        var result = await room.Get<PeopleService>().AddAsync(administrator, form, CancellationToken.None);
        Assert.Equal(Refusal.Invalid, result.Refused);
        var findings = new FormFindings(result.Detail);
        Assert.Equal(["Email", "ManagedUnitId", "Name", "UnitId", "UserName"], findings.Fields.Order(StringComparer.Ordinal));
        System.Resources.ResourceManager[] words = [new(typeof(PeopleTexts)), new(typeof(KnbTraining.Web.Shared.SharedTexts))];
        Assert.All(findings.Fields, field => Assert.Contains(words, texts => !string.IsNullOrEmpty(texts.GetString($"Finding.{findings.At(field)}", System.Globalization.CultureInfo.InvariantCulture))));
    }
}
