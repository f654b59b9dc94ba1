namespace Tureen.Engine.Streams;

/// <summary>The RTX payload type of each media payload type of a stream (RFC 4588 §8.6: each RTX format is associated with one).</summary>
internal sealed class RtxPayloadTypes
{
    private const int PayloadTypes = 128;
    private const byte None = 0xFF;

    private readonly byte[] _types = new byte[PayloadTypes];

    public RtxPayloadTypes() => Array.Fill(_types, None);

    public void Add(int mediaPayloadType, int rtxPayloadType)
    {
        if (mediaPayloadType is >= 0 and < PayloadTypes && rtxPayloadType is >= 0 and < PayloadTypes)
        {
            _types[mediaPayloadType] = (byte)rtxPayloadType;
        }
    }

    /// <summary>False where no RTX was negotiated for the payload type.</summary>
    public bool TryGet(byte mediaPayloadType, out byte rtxPayloadType)
    {
        rtxPayloadType = _types[mediaPayloadType & (PayloadTypes - 1)];
        return rtxPayloadType != None;
    }
}
