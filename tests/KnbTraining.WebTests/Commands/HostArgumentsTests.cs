using KnbTraining.Web.Commands;

namespace KnbTraining.WebTests.Commands;

public sealed class HostArgumentsTests
{
    [Theory]
    [InlineData("--urls", "http://localhost:5081")]
    [InlineData("--urls=http://localhost:5081")]
    [InlineData("--Data:Folder", "x", "--environment", "Development")]
    [InlineData("Data:Folder=x")]
    [InlineData()]
    public void What_the_host_understands_is_let_through(params string[] tokens) => Assert.Null(HostArguments.FirstStray(tokens));

    [Theory]
    [InlineData("contnt", "contnt", "check")]
    [InlineData("check", "--urls", "http://localhost:5081", "check")]
    public void A_mistyped_command_is_named(string stray, params string[] tokens) => Assert.Equal(stray, HostArguments.FirstStray(tokens));
}
