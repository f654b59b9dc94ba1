using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Srtp;

namespace Tureen.Engine.Forwarding;

/// <summary>One SSRC that a transport sends, with its SRTP state, so that no table is searched per packet.</summary>
internal sealed class OutgoingStream(uint ssrc, bool isRtx, bool isPaced = false)
{
    public uint Ssrc { get; } = ssrc;

    /// <summary>Carries retransmissions only (RFC 4588).</summary>
    public bool IsRtx { get; } = isRtx;

    /// <summary>Whether its packets wait where the path carries less: video does, audio never.</summary>
    public bool IsPaced { get; } = isPaced;

    /// <summary>What was written into its last headers; null where nobody needs that.</summary>
    public SentStamps? Stamps { get; set; }

    /// <summary>Set by the transport at the first packet; a new SRTP session sets it anew.</summary>
    public SrtpSenderStream? Srtp { get; set; }

    /// <summary>The session that <see cref="Srtp"/> belongs to.</summary>
    public SrtpSender? SrtpOwner { get; set; }
}
