using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Packets;

/// <summary>A packet (RFC 9260 §3): the common header and at least one chunk.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |      Source Port Number       |    Destination Port Number    |
///  |                       Verification Tag                        |
///  |                           Checksum                            |
///  /                            Chunks                             /
/// </code>
/// A packet parses only if all its chunks lie in it, so that no part of a broken packet takes effect.</remarks>
internal readonly ref struct SctpPacket
{
    private readonly ReadOnlySpan<byte> _bytes;

    private SctpPacket(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    public uint VerificationTag => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    public uint Checksum => SctpChecksum.Read(_bytes);

    public bool HasCorrectChecksum => Checksum == SctpChecksum.Compute(_bytes);

    public ChunkEnumerator Chunks => new(_bytes[SctpLimits.CommonHeaderLength..]);

    public static bool TryParse(ReadOnlySpan<byte> bytes, out SctpPacket packet)
    {
        packet = default;
        if (bytes.Length < SctpLimits.CommonHeaderLength + ChunkFrame.Length)
        {
            return false;
        }

        var candidate = new SctpPacket(bytes);
        ChunkEnumerator chunks = candidate.Chunks;
        while (chunks.MoveNext())
        {
        }

        if (chunks.IsMalformed)
        {
            return false;
        }

        packet = candidate;
        return true;
    }

    /// <summary>Writes the common header, with a checksum of zero.</summary>
    public static void WriteHeader(Span<byte> destination, ushort sourcePort, ushort destinationPort, uint verificationTag)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], verificationTag);
        SctpChecksum.Write(destination, 0);
    }
}
