using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>What a producer is made of, with its negotiation already done.</summary>
internal sealed record ProducerCoreOptions
{
    public required string Id { get; init; }

    public required MediaKind Kind { get; init; }

    public required RtpParameters RtpParameters { get; init; }

    public required RtpMapping RtpMapping { get; init; }

    /// <summary>Least time between two key frame requests for one stream; zero for no such limit.</summary>
    public TimeSpan KeyFrameRequestDelay { get; init; }

    public bool Paused { get; init; }

    /// <summary>Adds the packet-id header extension where the sender did not.</summary>
    public bool AddPacketId { get; init; }

    /// <summary>Under which header extension ids its packets are forwarded.</summary>
    public RouterExtensionIds ExtensionIds { get; init; } = RouterExtensionIds.Default;

    /// <summary>Raises an event for a stream that can only be its own although no announced SSRC and no RID names it.</summary>
    public bool RaisesUnnamedStream { get; init; }

    /// <summary>The other end of the pipe that it comes from, which follows what is wanted of it; null where there is none.</summary>
    public IFarEnd? FarEnd { get; init; }
}
