using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>What a consumer is made of, with its negotiation already done.</summary>
internal sealed record ConsumerCoreOptions
{
    public required string Id { get; init; }

    public required MediaKind Kind { get; init; }

    public required ConsumerType Type { get; init; }

    public required RtpParameters RtpParameters { get; init; }

    /// <summary>The producer's encodings as they can be consumed; their SSRCs are the mapped ones.</summary>
    public required List<RtpEncodingParameters> ConsumableEncodings { get; init; }

    public bool Paused { get; init; }

    /// <summary>The layers to send at most; null for the highest.</summary>
    public ConsumerLayers? PreferredLayers { get; init; }

    /// <summary>Does not forward Opus packets of discontinuous transmission.</summary>
    public bool IgnoreDtx { get; init; }

    /// <summary>Names its MID in each packet, under the router's usual id for that.</summary>
    public bool WritesMid { get; init; } = true;

    /// <summary>What its receiver expects instead of the router's payload types; null for those.</summary>
    public ReceiverNumbers? ReceiverNumbers { get; init; }

    /// <summary>Raises an event for the first packet that it sends.</summary>
    public bool RaisesStart { get; init; }

    /// <summary>Takes its packets on the worker's thread, where the transport is a DirectTransport; null to have events for them.</summary>
    public IPacketReceiver? Receiver { get; init; }

    /// <summary>The other end of the pipe that it goes into; nothing is sent before it wants something; null where there is none.</summary>
    public IFarEnd? FarEnd { get; init; }
}
