using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The statistics of one received or sent stream.</summary>
internal sealed record RtpStreamStats
{
    /// <summary><c>inbound-rtp</c>, else <c>outbound-rtp</c>.</summary>
    public required bool IsInbound { get; init; }

    public required Timestamp Timestamp { get; init; }

    public required RtpStreamParameters Parameters { get; init; }

    public required long PacketsLost { get; init; }

    public required byte FractionLost { get; init; }

    /// <summary>In units of the RTP timestamp.</summary>
    public required uint Jitter { get; init; }

    public required long PacketsDiscarded { get; init; }

    public required long PacketsRetransmitted { get; init; }

    public required long PacketsRepaired { get; init; }

    public required long NackCount { get; init; }

    public required long NackPacketCount { get; init; }

    public required long PliCount { get; init; }

    public required long FirCount { get; init; }

    public required int Score { get; init; }

    public required long PacketCount { get; init; }

    public required long ByteCount { get; init; }

    public required Bitrate Bitrate { get; init; }

    /// <summary>Null while unknown.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Null without RTX.</summary>
    public long? RtxPacketsDiscarded { get; init; }

    /// <summary>Of received streams with several layers; empty otherwise.</summary>
    public IReadOnlyList<LayerBitrate> BitrateByLayer { get; init; } = [];
}
