namespace Tureen.Engine.Rtp;

/// <summary>What one consumer negotiated for the headers of its packets.</summary>
internal sealed class ConsumerHeader(NegotiatedExtensions extensions, int midId, byte[] mid)
{
    /// <summary>Its header extensions but for MID; its producer replaces them by an equal set that other consumers share.</summary>
    public NegotiatedExtensions Extensions { get; set; } = extensions;

    /// <summary>The id of MID; has no meaning while <see cref="Mid"/> is empty.</summary>
    public int MidId { get; } = midId;

    /// <summary>Its MID as it is written into each packet, in ASCII; empty for none.</summary>
    public ReadOnlySpan<byte> Mid => mid;
}
