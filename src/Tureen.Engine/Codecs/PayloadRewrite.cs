namespace Tureen.Engine.Codecs;

/// <summary>What one consumer writes into a VP8 payload descriptor (RFC 7741 §4.2), remembered for retransmissions.</summary>
internal readonly record struct PayloadRewrite(ushort PictureId, byte Tl0PictureIndex)
{
    /// <summary>False for the default value: the payload goes out as it came in.</summary>
    public bool IsPresent { get; } = true;
}
