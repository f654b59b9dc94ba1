namespace Tureen.Engine.Srtp;

/// <summary>What is remembered of one inbound SSRC once a packet of it was authenticated.</summary>
internal sealed class SrtpReceiverStream(uint ssrc)
{
    /// <summary>Seen RTP packets by index; its highest is the base of the next guess.</summary>
    public SrtpReplayWindow Rtp;

    /// <summary>Seen RTCP packets by index.</summary>
    public SrtpReplayWindow Rtcp;

    public uint Ssrc { get; } = ssrc;
}
