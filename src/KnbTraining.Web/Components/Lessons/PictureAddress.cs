using KnbTraining.Content.Lessons;

namespace KnbTraining.Web.Components.Lessons;

/// <summary>Where an uploaded picture is fetched.</summary>
public static class PictureAddress
{
    /// <param name="edition">The number of the edition that has it.</param>
    /// <param name="hash">Of its bytes: what stands under an address never changes.</param>
    public static string Of(int edition, string id, string hash) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pictures/{edition}/{id}/{hash}");

    /// <summary>The picture in its own address: of a draft no edition knows yet.</summary>
    public static string Inline(PictureFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return $"data:{file.MediaType};base64,{Convert.ToBase64String([.. file.Bytes])}";
    }
}
