using System.Buffers.Binary;

namespace Tureen.Engine.Rtp.Extensions;

/// <summary>
/// A sequence number over all packets of a transport: 16 bits (draft-holmer-rmcat-transport-wide-cc-extensions-01 §2).
/// </summary>
internal static class TransportSequence
{
    public const int Length = 2;

    /// <summary>Takes longer values too: version 2 of the extension appends a feedback request.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ushort sequence) =>
        BinaryPrimitives.TryReadUInt16BigEndian(value, out sequence);

    public static void Write(Span<byte> destination, ushort sequence) =>
        BinaryPrimitives.WriteUInt16BigEndian(destination, sequence);
}
