using System.Security.Claims;
using KnbTraining.Learning.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Security;

/// <summary>The person's name and roles in the cookie: roles live on the person, not in Identity's tables.</summary>
internal sealed class ViewerClaims(UserManager<AppUser> users, IOptions<IdentityOptions> options, PeopleQueries people)
    : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    public const string PersonName = "knb:name";
    public const string MustChangePassword = "knb:must-change-password";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        var claims = identity.Claims.ToList();
        if (await people.FindViewerAsync(user.Id, CancellationToken.None) is { } viewer)
        {
            claims.Add(new Claim(PersonName, viewer.Name));
            claims.AddRange(viewer.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        }

        if (user.MustChangePassword)
        {
            claims.Add(new Claim(MustChangePassword, "1"));
        }

        return new ClaimsIdentity(claims, identity.AuthenticationType, PersonName, ClaimTypes.Role);
    }
}
