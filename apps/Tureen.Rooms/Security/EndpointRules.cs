namespace Tureen.Rooms.Security;

/// <summary>Metadata of an endpoint: which requests reach it, and how they are refused.</summary>
internal sealed record EndpointRules
{
    private static readonly EndpointRules Defaults = new();

    /// <summary>Only WebSocket upgrades reach it. Without it no upgrade does, where another endpoint takes them.</summary>
    public bool IsForUpgrades { get; init; }

    /// <summary>The Host and Origin of a request do not matter.</summary>
    public bool AllowsAnyHost { get; init; }

    /// <summary>Refusals are JSON, as the answers are.</summary>
    public bool AnswersJson { get; init; }

    public static EndpointRules Of(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<EndpointRules>() ?? Defaults;
}
