using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Authorization;

namespace KnbTraining.Web.Security;

/// <summary>What a policy demands: an active person and, where roles are named, one of them.</summary>
internal sealed record HeldRights(IReadOnlyList<Role> Roles) : IAuthorizationRequirement;

/// <summary>
/// Reads the rights as they are now: a cookie lives for hours and says only who somebody is. They are usually in
/// memory, so that the check completes synchronously and the page stays while its policy is evaluated again.
/// </summary>
internal sealed class HeldRightsHandler(Rights rights) : AuthorizationHandler<HeldRights>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, HeldRights requirement)
    {
        if (CurrentViewer.IdOf(context.User) is { } id
            && await rights.FindAsync(id, CancellationToken.None) is { Viewer: var viewer }
            && (requirement.Roles.Count == 0 || requirement.Roles.Any(viewer.Is)))
        {
            context.Succeed(requirement);
        }
    }
}
