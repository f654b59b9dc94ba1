using System.Buffers.Binary;

namespace Tureen.Engine.DataChannels;

/// <summary>What a message between pipe transports carries before its payload; a view over the received bytes.</summary>
/// <remarks>
/// <code>
/// | token, 62 bits | R | I |  8 bytes; R: a required subchannel follows, I: an ignored one follows
/// | count          |         2 bytes
/// | subchannels    |         2 bytes each
/// | required       |         2 bytes, if R
/// | ignored        |         2 bytes, if I
/// </code>
/// </remarks>
internal readonly ref struct SubchannelsHeader
{
    public const int TokenLength = 8;
    public const int CountLength = 2;
    public const int SubchannelLength = 2;
    public const ulong Token = 0xA5F0_9CB3_D6E1_F28C;
    public const ulong RequiredFlag = 0b10;
    public const ulong IgnoredFlag = 0b01;

    private readonly ReadOnlySpan<byte> _subchannels;

    private SubchannelsHeader(ReadOnlySpan<byte> subchannels, ushort? required, ushort? ignored, int length)
    {
        _subchannels = subchannels;
        Required = required;
        Ignored = ignored;
        Length = length;
    }

    public int Count => _subchannels.Length / SubchannelLength;

    public ushort? Required { get; }

    public ushort? Ignored { get; }

    /// <summary>Bytes before the payload.</summary>
    public int Length { get; }

    /// <summary>False when the bytes do not begin with a whole header; then all of them are payload.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SubchannelsHeader header)
    {
        header = default;
        if (bytes.Length < TokenLength + CountLength)
        {
            return false;
        }

        ulong token = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        if ((token & ~(RequiredFlag | IgnoredFlag)) != Token)
        {
            return false;
        }

        bool hasRequired = (token & RequiredFlag) != 0;
        bool hasIgnored = (token & IgnoredFlag) != 0;
        int count = BinaryPrimitives.ReadUInt16BigEndian(bytes[TokenLength..]);
        int requiredAt = TokenLength + CountLength + (count * SubchannelLength);
        int ignoredAt = requiredAt + (hasRequired ? SubchannelLength : 0);
        int length = ignoredAt + (hasIgnored ? SubchannelLength : 0);
        if (bytes.Length < length)
        {
            return false;
        }

        header = new SubchannelsHeader(
            bytes[(TokenLength + CountLength)..requiredAt],
            hasRequired ? BinaryPrimitives.ReadUInt16BigEndian(bytes[requiredAt..]) : null,
            hasIgnored ? BinaryPrimitives.ReadUInt16BigEndian(bytes[ignoredAt..]) : null,
            length);
        return true;
    }

    /// <summary>Writes the <see cref="Count"/> subchannels in the machine's byte order.</summary>
    public void CopySubchannels(Span<ushort> destination)
    {
        for (int i = 0; i < Count; i++)
        {
            destination[i] = BinaryPrimitives.ReadUInt16BigEndian(_subchannels[(i * SubchannelLength)..]);
        }
    }
}
