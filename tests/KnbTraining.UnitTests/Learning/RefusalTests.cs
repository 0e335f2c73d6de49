using System.Reflection;
using KnbTraining.Learning;

namespace KnbTraining.UnitTests.Learning;

public sealed class RefusalTests
{
    private static readonly Type[] Records = [.. typeof(Refusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)))];

    [Fact]
    public void The_set_is_closed_because_no_other_room_can_derive_from_it_and_nothing_derives_further()
    {
        var inherited = typeof(Refusal).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.All(inherited, constructor => Assert.False(constructor.IsPublic, $"{constructor} is public"));
        Assert.Single(inherited, constructor => constructor.IsFamilyAndAssembly);
        Assert.NotEmpty(Records);
        Assert.All(Records, type => Assert.True(type.IsSealed, $"{type} is not sealed"));
    }

    [Fact]
    public void A_refusal_that_carries_data_cannot_be_given_without_them()
    {
        var values = typeof(Refusal).GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Select(property => (property.Name, ((Refusal)property.GetValue(null)!).Kind))
            .ToList();
        Assert.All(values, value => Assert.Equal(value.Name, value.Kind.ToString()));
        RefusalKind[] withData = [RefusalKind.Invalid, RefusalKind.CoolDown, RefusalKind.TakenOver, RefusalKind.TooEarly, RefusalKind.InUse];
        Assert.Empty(values.Select(value => value.Kind).Intersect(withData));
        Assert.Equal(Enum.GetValues<RefusalKind>().Except([RefusalKind.NotYours]), values.Select(value => value.Kind).Concat(withData).Order());
    }

    [Fact]
    public void A_refusal_keeps_its_data_where_the_type_of_the_value_changes()
    {
        Result<int> refused = new Refusal.CoolDown(DateTimeOffset.UnixEpoch);
        Assert.Equal(new Refusal.CoolDown(DateTimeOffset.UnixEpoch), refused.As<string>().Refused);
        Result<int> done = 3;
        Assert.Throws<InvalidOperationException>(done.As<string>);
    }

    [Fact]
    public void Findings_keep_their_order_and_each_field_tells_its_first()
    {
        Result<int> refused = new Refusal.Invalid(FormFindings.Of(
            new FormFinding("Name", "required"), new FormFinding("UserName", "invalid"), new FormFinding("UserName", "taken")));
        Assert.Equal(["Name", "UserName"], refused.Findings.Fields);
        Assert.Equal("invalid", refused.Findings.At("UserName"));
        Assert.Null(refused.Findings.At("Email"));
        Assert.Equal("Invalid (Name: required\nUserName: invalid\nUserName: taken)", refused.ToString());
    }

    [Fact]
    public void What_was_done_or_refused_for_another_reason_has_no_findings()
    {
        Assert.False(((Result<int>)3).Findings.Any);
        Assert.False(((Result<int>)Refusal.NotFound).Findings.Any);
    }
}
