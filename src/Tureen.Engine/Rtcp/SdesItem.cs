namespace Tureen.Engine.Rtcp;

/// <summary>One source description item: type, length, UTF-8 text (RFC 3550 §6.5).</summary>
internal readonly ref struct SdesItem(SdesItemType type, ReadOnlySpan<byte> value)
{
    public SdesItemType Type { get; } = type;

    public ReadOnlySpan<byte> Value { get; } = value;
}
