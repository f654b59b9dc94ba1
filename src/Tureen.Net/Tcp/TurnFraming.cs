using System.Buffers.Binary;

namespace Tureen.Net.Tcp;

/// <summary>STUN messages, which begin with two zero bits, and ChannelData, which is padded to four bytes (RFC 8656 §12.5).</summary>
internal sealed class TurnFraming : ITcpFraming
{
    private const int StunHeaderLength = 20;
    private const int ChannelHeaderLength = 4;
    private const int StunKind = 0;
    private const int ChannelKind = 1;

    public static TurnFraming Instance { get; } = new();

    public int HeaderLength => 0;

    public int MeasuredLength => ChannelHeaderLength;

    public int Measure(ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[sizeof(ushort)..]);
        return (bytes[0] >> 6) switch
        {
            StunKind => StunHeaderLength + length,
            ChannelKind => ChannelHeaderLength + ((length + 3) & ~3),
            _ => -1,
        };
    }

    public void WriteHeader(Span<byte> destination, int length)
    {
    }
}
