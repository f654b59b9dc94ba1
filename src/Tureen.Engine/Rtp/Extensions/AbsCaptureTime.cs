using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp.Extensions;

/// <summary>When the first sample of a frame was captured.</summary>
/// <remarks>
/// http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time, in its short (8 bytes) or extended form (16 bytes).
/// <code>
/// |  absolute capture timestamp, 64 bits, NTP       |
/// |  estimated capture clock offset, 64 bits signed |
/// </code>
/// </remarks>
/// <param name="CapturedAt">By the NTP clock of the system that captured.</param>
/// <param name="ClockOffset">
/// Q32.32 seconds, to be added to the sender's clock to get the capturer's; null in the short form.
/// </param>
internal readonly record struct AbsCaptureTime(NtpTime CapturedAt, long? ClockOffset)
{
    public const int ShortLength = 8;
    public const int ExtendedLength = 16;

    public static bool TryRead(ReadOnlySpan<byte> value, out AbsCaptureTime time)
    {
        time = default;
        if (value.Length is not (ShortLength or ExtendedLength))
        {
            return false;
        }

        long? offset = value.Length == ExtendedLength ? BinaryPrimitives.ReadInt64BigEndian(value[ShortLength..]) : null;
        time = new AbsCaptureTime(new NtpTime(BinaryPrimitives.ReadUInt64BigEndian(value)), offset);
        return true;
    }

    /// <summary>The same instant as written by a sender whose clock is <paramref name="ahead"/> of this one's; false when that offset does not fit.</summary>
    public bool TryTakeOver(TimeSpan ahead, out AbsCaptureTime time)
    {
        time = default;
        long incoming = ClockOffset ?? 0;
        (long seconds, long rest) = Math.DivRem(ahead.Ticks, TimeSpan.TicksPerSecond);
        if (seconds is <= int.MinValue or >= int.MaxValue)
        {
            return false;
        }

        long shift = (seconds << 32) + ((rest << 32) / TimeSpan.TicksPerSecond);
        long outgoing = incoming - shift;
        bool isOverflow = ((incoming ^ shift) & (incoming ^ outgoing)) < 0;
        time = this with { ClockOffset = outgoing };
        return !isOverflow;
    }

    /// <summary>Writes the extended form, with offset 0 when there is none.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination[ShortLength..], ClockOffset ?? 0);
        BinaryPrimitives.WriteUInt64BigEndian(destination, CapturedAt.Value);
    }
}
