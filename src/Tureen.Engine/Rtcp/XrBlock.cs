namespace Tureen.Engine.Rtcp;

/// <summary>One block of an extended report (RFC 3611 §3).</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |      BT       | type-specific |         block length (words)  |
/// |             type-specific block contents ...                  |
/// </code>
/// </remarks>
internal readonly ref struct XrBlock(byte type, ReadOnlySpan<byte> body)
{
    public const int HeaderLength = 4;

    public byte Type { get; } = type;

    /// <summary>What follows the block's header.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;
}
