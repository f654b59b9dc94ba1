using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Stun;

/// <summary>The 96 random bits by which a STUN answer is recognized (RFC 8489 §5).</summary>
internal readonly record struct StunTransactionId(ulong High, uint Low)
{
    public static StunTransactionId Create(RandomSource random) => new(random.NextUInt64(), random.NextUInt32());

    public static StunTransactionId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(ulong)..]));

    /// <summary>Writes <see cref="StunHeader.TransactionIdLength"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt32BigEndian(destination[sizeof(ulong)..], Low);
    }
}
