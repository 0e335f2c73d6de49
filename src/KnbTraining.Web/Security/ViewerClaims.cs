using System.Security.Claims;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Security;

/// <summary>The cookie says who somebody is, and their name. What they may do is asked of <see cref="Rights"/> at each act.</summary>
internal sealed class ViewerClaims(UserManager<AppUser> users, IOptions<IdentityOptions> options, PeopleQueries people)
    : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    public const string PersonName = "knb:name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        var claims = identity.Claims.ToList();
        if (await people.FindViewerAsync(user.Id, CancellationToken.None) is { } viewer)
        {
            claims.Add(new Claim(PersonName, viewer.Name));
        }

        return new ClaimsIdentity(claims, identity.AuthenticationType, PersonName, ClaimTypes.Role);
    }
}
