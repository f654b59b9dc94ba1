using System.Buffers.Binary;

namespace Tureen.Net.Tcp;

/// <summary>Two bytes of length in front of each packet (RFC 4571 §2).</summary>
internal sealed class LengthFraming : ITcpFraming
{
    public static LengthFraming Instance { get; } = new();

    public int HeaderLength => sizeof(ushort);

    public int MeasuredLength => sizeof(ushort);

    public int Measure(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    public void WriteHeader(Span<byte> destination, int length) => BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)length);
}
