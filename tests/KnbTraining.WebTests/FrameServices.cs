using KnbTraining.Web.Security;
using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests;

/// <summary>What the menu asks for on every page.</summary>
internal static class FrameServices
{
    public static IServiceCollection AddFrame(this IServiceCollection services, AntiforgeryRequestToken? token = null) => services
        .AddAuthorizationCore(SecurityServices.DefinePolicies)
        .AddTransient<IAuthorizationService, DefaultAuthorizationService>()
        .AddCascadingAuthenticationState()
        .AddCascadingValue(_ => new Theme(null, DeviceIsDark: false))
        .AddSingleton<AntiforgeryStateProvider>(new SetToken(token));

    private sealed class SetToken(AntiforgeryRequestToken? token) : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => token;
    }
}
