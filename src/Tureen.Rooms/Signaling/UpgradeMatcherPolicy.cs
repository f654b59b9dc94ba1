using Microsoft.AspNetCore.Routing.Matching;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Signaling;

/// <summary>Separates WebSocket upgrades from the other requests of a path, so that signaling and pages can have the same one.</summary>
internal sealed class UpgradeMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsForUpgrades);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        bool isUpgrade = httpContext.WebSockets.IsWebSocketRequest && HasPlaceForUpgrade(candidates);
        for (int index = 0; index < candidates.Count; index++)
        {
            if (candidates.IsValidCandidate(index) && IsForUpgrades(candidates[index].Endpoint) != isUpgrade)
            {
                candidates.SetValidity(index, false);
            }
        }

        return Task.CompletedTask;
    }

    private static bool HasPlaceForUpgrade(CandidateSet candidates)
    {
        for (int index = 0; index < candidates.Count; index++)
        {
            if (candidates.IsValidCandidate(index) && IsForUpgrades(candidates[index].Endpoint))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForUpgrades(Endpoint endpoint) => EndpointRules.Of(endpoint) is { IsForUpgrades: true };
}
