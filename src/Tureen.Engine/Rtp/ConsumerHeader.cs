namespace Tureen.Engine.Rtp;

/// <summary>What one consumer negotiated for the headers of its packets.</summary>
internal sealed class ConsumerHeader
{
    private readonly MidBytes _mid;
    private readonly int _midLength;

    /// <param name="extensions">Its header extensions except MID.</param>
    /// <param name="midId">The id of MID; without meaning for an empty one.</param>
    /// <param name="mid">Its MID in ASCII; empty for none.</param>
    public ConsumerHeader(NegotiatedExtensions extensions, int midId, ReadOnlySpan<byte> mid)
    {
        Extensions = extensions;
        MidId = midId;
        mid.CopyTo(_mid);
        _midLength = mid.Length;
    }

    /// <summary>Its header extensions except MID; its producer replaces them with an equal set that other consumers share.</summary>
    public NegotiatedExtensions Extensions { get; set; }

    public int MidId { get; }

    /// <summary>The receiver's own payload types; null for the router's.</summary>
    public SentPayloadTypes? PayloadTypes { get; init; }

    /// <summary>Its MID as it is written into each packet; empty for none.</summary>
    public ReadOnlySpan<byte> Mid => ((ReadOnlySpan<byte>)_mid)[.._midLength];

    /// <summary>The payload type that the receiver gets for one of the router's.</summary>
    public byte GetSentPayloadType(byte payloadType) => PayloadTypes is null ? payloadType : PayloadTypes[payloadType];
}
