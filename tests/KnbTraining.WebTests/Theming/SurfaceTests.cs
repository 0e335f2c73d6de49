using KnbTraining.Web.Theming;

namespace KnbTraining.WebTests.Theming;

public sealed class SurfaceTests
{
    [Theory]
    [InlineData("/admin")]
    [InlineData("admin")]
    [InlineData("/admin/people?x=1")]
    [InlineData("/Admin#top")]
    public void Paths_under_admin_are_of_the_admin_surface(string path) => Assert.Equal(Surface.Admin, Surfaces.Of(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/administration")]
    [InlineData("/learn/admin")]
    [InlineData("/?back=/admin")]
    public void All_others_are_lean(string path) => Assert.Equal(Surface.Learner, Surfaces.Of(path));

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    [InlineData("light", true, false)]
    [InlineData("dark", false, true)]
    public void A_chosen_theme_counts_for_more_than_the_device(string? chosen, bool deviceIsDark, bool dark) =>
        Assert.Equal(dark, new Theme(chosen, deviceIsDark).IsDark);
}
