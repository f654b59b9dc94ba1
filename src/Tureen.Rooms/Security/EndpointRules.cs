namespace Tureen.Rooms.Security;

/// <summary>Metadata of an endpoint: which requests reach it, and how the others are refused.</summary>
internal sealed record EndpointRules
{
    /// <summary>Those with which the endpoint shares a rate.</summary>
    public RequestKind Kind { get; init; }

    /// <summary>Only WebSockets reach it. Without it no WebSocket does, where another endpoint takes them.</summary>
    public bool IsForUpgrades => Kind == RequestKind.Upgrade;

    /// <summary>Refusals are JSON, as the answers are.</summary>
    public bool AnswersJson => Kind is RequestKind.Api or RequestKind.Media;

    /// <summary>The Host and Origin of a request do not matter.</summary>
    public bool AllowsAnyHost { get; init; }

    /// <summary>The rules of an endpoint of rooms; null for the endpoints of a host.</summary>
    public static EndpointRules? Of(Endpoint endpoint) => endpoint.Metadata.GetMetadata<EndpointRules>();
}
