using System.Buffers.Binary;

namespace Tureen.Engine.Dtls;

/// <summary>The header of one fragment of a handshake message (RFC 6347 §4.2.2).</summary>
/// <remarks>
/// <code>
/// | msg_type (1) | length (3) | message_seq (2) | fragment_offset (3) | fragment_length (3) | body |
/// </code>
/// </remarks>
internal readonly ref struct DtlsHandshakeFragment
{
    public const int HeaderLength = 12;

    public const byte HelloRequest = 0;
    public const byte ClientHello = 1;

    private DtlsHandshakeFragment(byte type, int messageLength, int offset, int length)
    {
        MessageType = type;
        MessageLength = messageLength;
        Offset = offset;
        Length = length;
    }

    public byte MessageType { get; }

    public int MessageLength { get; }

    public int Offset { get; }

    public int Length { get; }

    /// <summary>Whether the fragment lies inside its message and says something.</summary>
    public bool IsSound => Offset + Length <= MessageLength && (Length > 0 || MessageLength == 0);

    /// <summary>Takes the first fragment off a record that is not encrypted.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> record, out DtlsHandshakeFragment fragment)
    {
        fragment = default;
        if (record.Length < HeaderLength)
        {
            return false;
        }

        fragment = new DtlsHandshakeFragment(
            record[0], ReadUInt24(record[1..]), ReadUInt24(record[6..]), ReadUInt24(record[9..]));
        if (record.Length < HeaderLength + fragment.Length)
        {
            return false;
        }

        record = record[(HeaderLength + fragment.Length)..];
        return true;
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) =>
        (bytes[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
}
