using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Streams;

/// <summary>A packet to be sent again, as it was sent first. The buffer keeps the lease, so send the packet before anything else.</summary>
/// <param name="Packet">The shared bytes.</param>
/// <param name="SequenceNumber">As sent first; the OSN of an RTX packet.</param>
/// <param name="RtpTimestamp">As sent at first.</param>
/// <param name="Marker">As sent at first.</param>
/// <param name="Rewrite">What was written into the payload descriptor.</param>
/// <param name="IsRtx">Whether it goes out on the RTX stream.</param>
/// <param name="PayloadType">Of RTX, or as sent at first.</param>
/// <param name="RtxSequenceNumber">Its number on the RTX stream.</param>
internal readonly record struct Retransmission(
    SharedRtpPacket Packet,
    ushort SequenceNumber,
    uint RtpTimestamp,
    bool Marker,
    PayloadRewrite Rewrite,
    bool IsRtx,
    byte PayloadType,
    ushort RtxSequenceNumber);
