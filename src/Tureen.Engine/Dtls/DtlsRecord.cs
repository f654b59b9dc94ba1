using System.Buffers.Binary;

namespace Tureen.Engine.Dtls;

/// <summary>DTLSPlaintext or DTLSCiphertext (RFC 6347 §4.1).</summary>
/// <remarks>
/// <code>
/// | type (1) | version (2) | epoch (2) | sequence number (6) | length (2) | fragment (length) |
/// </code>
/// </remarks>
internal readonly ref struct DtlsRecord
{
    public const int HeaderLength = 13;

    public const byte ChangeCipherSpec = 20;
    public const byte Alert = 21;
    public const byte Handshake = 22;
    public const byte ApplicationData = 23;

    public const int SequenceNumberOffset = 5;
    public const int SequenceNumberLength = 6;

    private const int FragmentLengthOffset = SequenceNumberOffset + SequenceNumberLength;

    private DtlsRecord(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>Header and fragment.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public byte ContentType => Bytes[0];

    public byte MajorVersion => Bytes[1];

    public ushort Epoch => BinaryPrimitives.ReadUInt16BigEndian(Bytes[3..]);

    public ReadOnlySpan<byte> Fragment => Bytes[HeaderLength..];

    /// <summary>Takes the first record off <paramref name="datagram"/>; false at its end and where it is cut short.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> datagram, out DtlsRecord record)
    {
        record = default;
        if (datagram.Length < HeaderLength)
        {
            return false;
        }

        int length = HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(datagram[FragmentLengthOffset..]);
        if (datagram.Length < length)
        {
            return false;
        }

        record = new DtlsRecord(datagram[..length]);
        datagram = datagram[length..];
        return true;
    }
}
