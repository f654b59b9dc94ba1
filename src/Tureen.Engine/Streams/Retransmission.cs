using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Streams;

/// <summary>A packet to be sent again, as it was sent first. The buffer keeps the lease, so send the packet before anything else.</summary>
/// <param name="Sent">What was sent first.</param>
/// <param name="IsRtx">Whether it goes out on the RTX stream.</param>
/// <param name="PayloadType">Of RTX, or as sent at first.</param>
/// <param name="RtxSequenceNumber">Its number on the RTX stream.</param>
internal readonly record struct Retransmission(RetransmissionItem Sent, bool IsRtx, byte PayloadType, ushort RtxSequenceNumber)
{
    /// <summary>The shared bytes.</summary>
    public SharedRtpPacket Packet => Sent.Packet!;

    /// <summary>As sent first; the OSN of an RTX packet.</summary>
    public ushort SequenceNumber => Sent.SequenceNumber;

    /// <summary>As sent at first.</summary>
    public uint RtpTimestamp => Sent.RtpTimestamp;

    /// <summary>As sent at first.</summary>
    public bool Marker => Sent.Marker;

    /// <summary>What was written into the payload descriptor.</summary>
    public PayloadRewrite Rewrite => Sent.Rewrite;
}
