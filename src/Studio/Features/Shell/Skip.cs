using Microsoft.AspNetCore.Components;

namespace Studio.Features.Shell;

/// <summary>The skip link's address: with the page's own path, because a bare fragment would lead to the base address.</summary>
static class Skip
{
    public static string AddressIn(NavigationManager navigation) =>
        navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0] + "#main";
}
