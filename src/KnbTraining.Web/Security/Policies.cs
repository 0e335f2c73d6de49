using KnbTraining.Learning.Organisation;

namespace KnbTraining.Web.Security;

/// <summary>Who may open what. Every page and endpoint names one of these; what names none is closed.</summary>
public static class Policies
{
    /// <summary>Anyone who is signed in.</summary>
    public const string Learn = nameof(Learn);

    /// <summary>Content and drafts.</summary>
    public const string Edit = nameof(Edit);

    /// <summary>The rule book as it is published, and what is made of it; changes nothing.</summary>
    public const string ReadLaw = nameof(ReadLaw);

    /// <summary>Make an edition.</summary>
    public const string Publish = nameof(Publish);

    /// <summary>Reports about people; managers see their units only.</summary>
    public const string Manage = nameof(Manage);

    /// <summary>The audit log.</summary>
    public const string Audit = nameof(Audit);

    /// <summary>People, units, assignments.</summary>
    public const string Administer = nameof(Administer);

    /// <summary>Any reason to open the admin surface at all.</summary>
    public const string AnyAdmin = nameof(AnyAdmin);

    /// <summary>One of the roles is enough. <see cref="Learn"/> needs none.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Role>> Roles { get; } = new Dictionary<string, IReadOnlyList<Role>>
    {
        [Edit] = [Role.Editor, Role.Reviewer, Role.Administrator],
        [ReadLaw] = [Role.Editor, Role.Reviewer, Role.Auditor, Role.Administrator],
        [Publish] = [Role.Reviewer, Role.Administrator],
        [Manage] = [Role.Manager, Role.Auditor, Role.Administrator],
        [Audit] = [Role.Auditor, Role.Administrator],
        [Administer] = [Role.Administrator],
        [AnyAdmin] = [Role.Editor, Role.Reviewer, Role.Manager, Role.Auditor, Role.Administrator],
    };
}
