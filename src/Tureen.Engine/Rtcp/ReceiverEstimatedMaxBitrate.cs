using System.Buffers.Binary;
using System.Numerics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtcp;

/// <summary>REMB: the rate that a receiver believes it can take, over all its sources together.</summary>
/// <remarks>
/// <para>draft-alvestrand-rmcat-remb-03 §2.2, an application layer feedback (RFC 4585 §6.4).</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |  Unique identifier 'R' 'E' 'M' 'B'                            |
/// |  Num SSRC     | BR Exp    |  BR Mantissa                      |
/// |   SSRC feedback  ...                                          |
/// </code>
/// </remarks>
internal readonly ref struct ReceiverEstimatedMaxBitrate
{
    private const uint Identifier = 0x52454D42;
    private const int FixedLength = 8;
    private const int MantissaBits = 18;
    private const int MantissaMask = (1 << MantissaBits) - 1;
    private const int MaxSsrcs = 255;

    private readonly RtcpFeedback _feedback;
    private readonly int _ssrcsLength;

    private ReceiverEstimatedMaxBitrate(RtcpFeedback feedback, Bitrate bitrate, int ssrcsLength)
    {
        _feedback = feedback;
        _ssrcsLength = ssrcsLength;
        Bitrate = bitrate;
    }

    public uint SenderSsrc => _feedback.SenderSsrc;

    public uint MediaSsrc => _feedback.MediaSsrc;

    public Bitrate Bitrate { get; }

    public SsrcEnumerator Ssrcs => new(_feedback.Fci.Slice(FixedLength, _ssrcsLength));

    public static bool TryParse(RtcpPacketView packet, out ReceiverEstimatedMaxBitrate remb)
    {
        remb = default;
        if (!RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.ApplicationLayer, out RtcpFeedback feedback)
            || feedback.Fci.Length < FixedLength
            || BinaryPrimitives.ReadUInt32BigEndian(feedback.Fci) != Identifier)
        {
            return false;
        }

        uint word = BinaryPrimitives.ReadUInt32BigEndian(feedback.Fci[4..]);
        int ssrcsLength = (int)(word >> 24) * SsrcEnumerator.SsrcLength;
        int exponent = (int)(word >> MantissaBits) & 0x3F;
        long mantissa = word & MantissaMask;

        // Six bits of exponent reach beyond 64 bits; what a long does not hold is not a rate.
        if (feedback.Fci.Length < FixedLength + ssrcsLength
            || (mantissa != 0 && exponent >= BitOperations.LeadingZeroCount((ulong)mantissa)))
        {
            return false;
        }

        remb = new ReceiverEstimatedMaxBitrate(feedback, new Bitrate(mantissa == 0 ? 0 : mantissa << exponent), ssrcsLength);
        return true;
    }

    /// <summary>Writes a message for at most 255 sources, the rate rounded down to 18 bits; 0 when it does not fit.</summary>
    public static int Write(
        Span<byte> destination, uint senderSsrc, uint mediaSsrc, Bitrate bitrate, ReadOnlySpan<uint> ssrcs)
    {
        int fciLength = FixedLength + (ssrcs.Length * SsrcEnumerator.SsrcLength);
        if (ssrcs.Length > MaxSsrcs)
        {
            return 0;
        }

        int length = RtcpFeedback.WriteHeader(
            destination, PayloadFeedbackFormat.ApplicationLayer, senderSsrc, mediaSsrc, fciLength);
        if (length == 0)
        {
            return 0;
        }

        ulong value = (ulong)Math.Max(0, bitrate.BitsPerSecond);
        int exponent = Math.Max(0, 64 - BitOperations.LeadingZeroCount(value) - MantissaBits);
        uint word = ((uint)ssrcs.Length << 24) | ((uint)exponent << MantissaBits) | (uint)(value >> exponent);
        Span<byte> fci = destination[RtcpFeedback.HeaderLength..];
        BinaryPrimitives.WriteUInt32BigEndian(fci, Identifier);
        BinaryPrimitives.WriteUInt32BigEndian(fci[4..], word);
        SsrcEnumerator.Write(fci[FixedLength..], ssrcs);
        return length;
    }
}
