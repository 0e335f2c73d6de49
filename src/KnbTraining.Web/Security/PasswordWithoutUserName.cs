using KnbTraining.Learning.People;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Security;

/// <summary>The first thing that anyone tries is the user name.</summary>
internal sealed class PasswordWithoutUserName : IPasswordValidator<AppUser>
{
    public const string Code = "PasswordContainsUserName";

    public Task<IdentityResult> ValidateAsync(UserManager<AppUser> manager, AppUser user, string? password)
    {
        var contained = user.UserName is { Length: >= 3 } name && password?.Contains(name, StringComparison.OrdinalIgnoreCase) == true;
        return Task.FromResult(contained ? IdentityResult.Failed(new IdentityError { Code = Code, Description = Code }) : IdentityResult.Success);
    }
}
