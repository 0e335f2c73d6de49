using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class PeopleViewTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_filter_is_kept_by_name_for_its_owner_alone_and_replaced_under_the_same_name()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, manager) = (
            await room.AddAsync(new PersonBuilder().Named("A").With(Role.Administrator)), await room.AddAsync(new PersonBuilder().Named("B").Managing(await room.RootAsync())));
        var views = room.Get<PeopleViewService>();
        var filter = new PeopleFilter { HolderStatus = HolderStatus.Current, Account = AccountState.NoPassword, Order = PeopleOrder.Unit, UnitId = (await room.RootAsync()).Id };

        Assert.Equal("required", (await views.SaveAsync(admin, " ", filter, None)).Findings.At("Name"));
        Assert.Equal(Refusal.NotAllowed, (await views.SaveAsync(await room.AddLearnerAsync(), "x", filter, None)).Refused);
        Assert.True((await views.SaveAsync(admin, "Без пароля", new PeopleFilter(), None)).Ok);
        Assert.True((await views.SaveAsync(admin, " без ПАРОЛЯ ", filter, None)).Ok);
        Assert.True((await views.SaveAsync(admin, "Әкімшілер", new PeopleFilter { Role = Role.Administrator }, None)).Ok);
        Assert.True((await views.SaveAsync(manager, "Мои", new PeopleFilter(), None)).Ok);

        var own = await views.ListAsync(admin, None);
        Assert.Equal(["Әкімшілер", "без ПАРОЛЯ"], own.Select(view => view.Name));
        Assert.Equal(filter, own[1].Filter);
        Assert.Equal(Refusal.NotFound, (await views.DeleteAsync(manager, own[1].Id, None)).Refused);
        Assert.True((await views.DeleteAsync(admin, own[1].Id, None)).Ok);
        Assert.Equal(["Әкімшілер"], (await views.ListAsync(admin, None)).Select(view => view.Name));
    }
}
