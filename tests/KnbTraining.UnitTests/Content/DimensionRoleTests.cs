using KnbTraining.Content.Editions;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class DimensionRoleTests
{
    private const string Path = "vocabulary.yaml";
    private static readonly string[] Roles = ["person", "background", "position", "act"];

    [Fact]
    public void A_vocabulary_of_before_there_were_roles_has_those_of_today()
    {
        var documents = DocumentSetBuilder.FromShipped();
        foreach (var role in Roles)
        {
            documents.Replacing(Path, $"    role: {role}\n", "");
        }

        var before = EditionCompiler.Recompile(documents.Build()).Edition!.RuleBook.Vocabulary;
        Assert.Equal(RolesOf(ShippedContent.Edition.RuleBook.Vocabulary), RolesOf(before));
    }

    [Theory]
    [InlineData("act")]
    [InlineData("person")]
    public void A_vocabulary_without_an_act_or_a_person_is_a_finding(string role) =>
        DocumentSetBuilder.FromShipped().Replacing(Path, $"    role: {role}\n", "")
            .Finds(Path, "dimensions:", $"No dimension has the role '{role}'.", "Give it to one of them.");

    private static (string Id, DimensionRole Role)[] RolesOf(Vocabulary vocabulary) =>
        [.. vocabulary.Dimensions.Select(dimension => (dimension.Id, dimension.Role))];
}
