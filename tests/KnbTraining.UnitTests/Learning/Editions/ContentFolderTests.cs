using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editions;

namespace KnbTraining.UnitTests.Learning.Editions;

public sealed class ContentFolderTests
{
    [Fact]
    public void A_file_that_no_document_can_be_is_named_and_not_read()
    {
        var folder = Directory.CreateTempSubdirectory("knb-content-");
        try
        {
            var file = Path.Combine(folder.FullName, "glossary.yaml");
            File.WriteAllText(file, new string('x', ContentLimits.LongestDocument));
            Assert.Equal(["glossary.yaml"], ContentFolder.Read(folder.FullName).Paths);

            using (var stream = File.OpenWrite(file))
            {
                stream.SetLength(20L * 1024 * 1024 * 1024);
            }

            var refused = Assert.Throws<LearningStartupException>(() => ContentFolder.Read(folder.FullName));
            Assert.Contains("glossary.yaml", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
