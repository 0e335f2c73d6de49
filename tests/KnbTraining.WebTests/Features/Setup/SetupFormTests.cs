using KnbTraining.Web.Features.Setup;

namespace KnbTraining.WebTests.Features.Setup;

public sealed class SetupFormTests
{
    [Fact]
    public void A_complete_form_has_no_findings() => Assert.Empty(Complete().Check());

    [Fact]
    public void An_empty_form_has_a_finding_at_every_field_that_is_needed() =>
        Assert.Equal(["Name", "Organisation", "Password", "UserName"], new SetupForm().Check().Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(11, true)]
    [InlineData(12, false)]
    public void A_password_has_twelve_characters_at_least(int length, bool found)
    {
        var form = Complete();
        form.Password = form.Repeated = "velvet-anchor-piano"[..length];
        Assert.Equal(found, form.Check().GetValueOrDefault("Password") == "Password.TooShort");
    }

    [Theory]
    [InlineData("password2026", "Password.Common")]
    [InlineData("qwertyuiop12", "Password.Pattern")]
    [InlineData("archive of dana", "Password.HoldsName")]
    public void A_password_that_is_tried_first_is_found_with_its_reason(string password, string finding)
    {
        var form = Complete();
        form.Password = form.Repeated = password;
        Assert.Equal(finding, Assert.Single(form.Check()).Value);
    }

    [Fact]
    public void Two_different_passwords_are_found_at_the_second()
    {
        var form = Complete();
        form.Repeated += "x";
        Assert.Equal("RepeatDiffers", Assert.Single(form.Check()).Value);
    }

    [Fact]
    public void A_user_name_in_Cyrillic_is_found()
    {
        var form = Complete();
        form.UserName = "дана";
        Assert.Equal("UserNameInvalid", form.Check()["UserName"]);
    }

    [Fact]
    public void Other_names_and_units_are_needed_by_nobody_and_checked_where_they_are_filled()
    {
        var form = Complete();
        form.OrganisationKk = new string('я', 300);
        form.Units = string.Concat(Enumerable.Range(1, 201).Select(i => $"{i}\n"));
        Assert.Equal([("OrganisationKk", "too-long"), ("Units", "TooManyLines")], form.Check().Select(finding => (finding.Key, finding.Value)).Order());
    }

    [Fact]
    public void A_password_holds_no_name_of_the_organisation_in_any_language()
    {
        var form = Complete();
        form.OrganisationRu = "Казначейство";
        form.Password = form.Repeated = "наше казначейство";
        Assert.Equal("Password.HoldsName", Assert.Single(form.Check()).Value);
    }

    private static SetupForm Complete() => new()
    {
        Organisation = "Archive",
        Name = "Dana",
        UserName = "dana.s",
        Password = "a calm sentence",
        Repeated = "a calm sentence",
    };
}
