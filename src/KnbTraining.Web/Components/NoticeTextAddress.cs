using KnbTraining.Learning.Notices;

namespace KnbTraining.Web.Components;

/// <summary>Where administrators write the texts of notices, relative to the base.</summary>
public static class NoticeTextAddress
{
    public const string List = "admin/notice-texts";

    public static string Of(NoticeKind kind) => $"{List}/{kind}";
}
