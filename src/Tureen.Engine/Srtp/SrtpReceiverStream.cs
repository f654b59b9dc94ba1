namespace Tureen.Engine.Srtp;

/// <summary>What is remembered of one inbound SSRC once a packet of it was authenticated.</summary>
internal sealed class SrtpReceiverStream
{
    /// <summary>Seen RTP packets by index; its highest is the base of the next guess.</summary>
    public SrtpReplayWindow Rtp;

    /// <summary>Seen RTCP packets by index.</summary>
    public SrtpReplayWindow Rtcp;

    public SrtpReceiverStream() => RtcpOnlyNode = new LinkedListNode<SrtpReceiverStream>(this);

    public uint Ssrc { get; private set; }

    /// <summary>In a list while the SSRC has been seen in RTCP alone.</summary>
    public LinkedListNode<SrtpReceiverStream> RtcpOnlyNode { get; }

    public bool IsRtcpOnly => RtcpOnlyNode.List is not null;

    public SrtpNewestIndices Newest =>
        new(Rtp.HasAny ? Rtp.Highest : null, Rtcp.HasAny ? (uint)Rtcp.Highest : null);

    /// <summary>Begins for an SSRC, behind what is remembered of it.</summary>
    public void Begin(uint ssrc, SrtpNewestIndices newest)
    {
        Ssrc = ssrc;
        Rtp = newest.Rtp is { } rtp ? SrtpReplayWindow.Behind(rtp) : default;
        Rtcp = newest.Rtcp is { } rtcp ? SrtpReplayWindow.Behind(rtcp) : default;
    }
}
