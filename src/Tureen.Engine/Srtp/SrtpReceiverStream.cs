using Tureen.Engine.Primitives;

namespace Tureen.Engine.Srtp;

/// <summary>What is remembered about one inbound SSRC after one of its packets was authenticated.</summary>
internal sealed class SrtpReceiverStream
{
    /// <summary>Seen RTP packets by index; its highest is the base of the next guess.</summary>
    public SrtpReplayWindow Rtp;

    /// <summary>Seen RTCP packets by index.</summary>
    public SrtpReplayWindow Rtcp;

    /// <summary>RTP packets refused since the last that was accepted.</summary>
    private uint _refused;

    public SrtpReceiverStream() => RtcpOnlyNode = new LinkedListNode<SrtpReceiverStream>(this);

    public uint Ssrc { get; private set; }

    /// <summary>In a list while the SSRC has been seen in RTCP alone.</summary>
    public LinkedListNode<SrtpReceiverStream> RtcpOnlyNode { get; }

    public bool IsRtcpOnly => RtcpOnlyNode.List is not null;

    /// <summary>
    /// Whether so many packets in a row were refused that the rollover counter may be behind, as after a jump of more than 2^15 numbers: the next
    /// packet is to be tried as one of the next cycle as well. The tag decides. Only one packet of some is, so that forged ones cost little.
    /// </summary>
    public bool DoubtsRollover =>
        _refused >= EngineLimits.SrtpRefusedBeforeResync && _refused % EngineLimits.SrtpResyncInterval == 0;

    public SrtpNewestIndices Newest =>
        new(Rtp.HasAny ? Rtp.Highest : null, Rtcp.HasAny ? (uint)Rtcp.Highest : null);

    /// <summary>Notes an authenticated RTP packet.</summary>
    public void AcceptRtp(ulong index)
    {
        Rtp.Accept(index);
        _refused = 0;
    }

    /// <summary>An RTP packet was too old, seen before, or not authenticated.</summary>
    public void CountRefused() => _refused++;

    /// <summary>Begins for an SSRC, after the indices that are remembered of it.</summary>
    public void Begin(uint ssrc, SrtpNewestIndices newest)
    {
        Ssrc = ssrc;
        _refused = 0;
        Rtp = newest.Rtp is { } rtp ? SrtpReplayWindow.Behind(rtp) : default;
        Rtcp = newest.Rtcp is { } rtcp ? SrtpReplayWindow.Behind(rtcp) : default;
    }
}
