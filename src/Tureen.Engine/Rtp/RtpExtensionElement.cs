namespace Tureen.Engine.Rtp;

/// <summary>One header extension element (RFC 8285 §4.2 and §4.3).</summary>
internal readonly ref struct RtpExtensionElement(int id, ReadOnlySpan<byte> value)
{
    public int Id { get; } = id;

    public ReadOnlySpan<byte> Value { get; } = value;
}
