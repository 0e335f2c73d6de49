using Bunit;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Organisation;
using KnbTraining.Web.Features.People;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Features.Organisation;

/// <summary>What is kept about people: the page that decides, and the page of a person that follows.</summary>
public sealed class PersonalDataPageTests : AdminPageContext
{
    private const string Number = "195173159149";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_iin_is_switched_on_entered_masked_shown_and_erased()
    {
        await SignInAsync(Role.Administrator);
        var person = await Room.AddAsync(new PersonBuilder().Named("Ким Олег"));
        Assert.Empty(Person(person).FindAll("#iin-heading"));
        var page = Render<PersonalDataPage>();
        await Button(page, "Keep the IIN").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("The IIN is kept.", page.Find("section [role=status]").TextContent));

        var card = Person(person);
        Assert.Contains("Not entered.", card.Find("section[aria-labelledby=iin-heading]").TextContent, StringComparison.Ordinal);
        await Button(card, "Enter").ClickAsync(new());
        await card.Find("#person-iin").ChangeAsync(new() { Value = "195173159140" });
        await card.Find("section[aria-labelledby=iin-heading] form").SubmitAsync();
        Assert.Equal("No such number is ever issued: check the digits.", card.WaitForElement("#person-iin-error").TextContent);
        await card.Find("#person-iin").ChangeAsync(new() { Value = Number });
        await card.Find("section[aria-labelledby=iin-heading] form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Contains("•••• •••• 9149", card.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(Number, card.Markup, StringComparison.Ordinal);
        await Button(card, "Show the whole number").ClickAsync(new());
        card.WaitForAssertion(() => Assert.Equal(Number, card.Find("code.secret").TextContent));
        Assert.Single(await Room.FactsAsync<IinShown>());

        var again = Render<PersonalDataPage>();
        await again.FindAll("input[name=iin-end]")[1].ChangeAsync(new() { Value = "on" });
        await again.Find("section[aria-labelledby=iin-heading] form").SubmitAsync();
        again.WaitForAssertion(() => Assert.Equal("The IIN is not kept.", again.Find("section [role=status]").TextContent));
        await using var db = Room.Open();
        Assert.Empty(await db.PersonIins.ToListAsync(None));
    }

    [Fact]
    public async Task Names_are_given_up_by_a_typed_word_once_everybody_has_a_number()
    {
        var viewer = await SignInAsync(Role.Administrator);
        var person = await Room.AddAsync(new PersonBuilder().Named("Ким Олег").Numbered("0042"));
        var page = Render<PersonalDataPage>();
        await page.Find("#numbers-word").ChangeAsync(new() { Value = "names" });
        await page.Find("section[aria-labelledby=numbers-heading] form").SubmitAsync();
        Assert.Equal("Type NUMBERS to erase all names.", page.Find("#numbers-word-error").TextContent);
        await page.Find("#numbers-word").ChangeAsync(new() { Value = " numbers " });
        await page.Find("section[aria-labelledby=numbers-heading] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("have no personnel number", page.Find(".note.w[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(Room.Get<SettingsStore>().Current.NumbersOnly);

        await using (var db = Room.Open())
        {
            foreach (var one in await db.People.Where(one => one.PersonnelNumber == null).ToListAsync(None))
            {
                one.Identify($"{one.Id:N}"[^8..]);
            }

            await db.SaveChangesAsync(None);
        }

        await page.Find("section[aria-labelledby=numbers-heading] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("The names are being erased:", page.Find("section[aria-labelledby=numbers-heading] [role=status]").TextContent, StringComparison.Ordinal));
        await Room.Get<NameErasingSweep>().RoundAsync(None);
        Assert.StartsWith("No names are kept", Render<PersonalDataPage>().Find("section[aria-labelledby=numbers-heading] [role=status]").TextContent, StringComparison.Ordinal);

        var card = Person(person);
        Assert.Equal("0042", card.Find("h1").TextContent);
        Assert.Empty(card.FindAll("#person-name"));
        Assert.NotEqual("", viewer.Name);
    }

    private IRenderedComponent<PersonPage> Person(Viewer person)
    {
        var page = Render<PersonPage>(parameters => parameters.Add(one => one.Id, person.PersonId));
        page.WaitForElement("form");
        return page;
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string words)
        where T : Microsoft.AspNetCore.Components.IComponent => page.FindAll("button").Single(button => button.TextContent.Trim() == words);
}
