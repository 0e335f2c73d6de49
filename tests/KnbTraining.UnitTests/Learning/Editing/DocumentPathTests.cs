using KnbTraining.Learning.Editing;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class DocumentPathTests
{
    [Fact]
    public void Only_a_plain_path_below_the_content_folder_is_good()
    {
        string[] good = ["rules/oath.yaml", "lessons/first-day.md", "a.yaml", "deep/er/2-3/x.md"];
        string[] bad =
        [
            "", "/etc/passwd", "../rules/oath.yaml", "rules/../../oath.yaml", "rules//oath.yaml", "rules/./oath.yaml", "rules\\oath.yaml", "rules/oath.yaml/",
            "rules/oath.txt", "rules/oath.yaml.exe", "rules/oath.yaml\n", "rules/oath.yaml\0", "Rules/oath.yaml", "rules/o ath.yaml", "rules/-oath.yaml", "rules/\u043Eath.yaml",
            "~/oath.yaml", "C:/oath.yaml", "rules/oath%2e.yaml", $"rules/{new string('a', DocumentPath.Longest)}.yaml",
        ];
        Assert.DoesNotContain(good, path => !DocumentPath.IsGood(path));
        Assert.DoesNotContain(bad, DocumentPath.IsGood);
    }
}
