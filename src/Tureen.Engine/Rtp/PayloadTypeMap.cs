namespace Tureen.Engine.Rtp;

/// <summary>From payload types to payload types: those of a sender to the router's, or those of media to their RTX (RFC 4588 §8.6).</summary>
internal sealed class PayloadTypeMap
{
    private const int PayloadTypes = 128;
    private const byte Unmapped = 0xFF;

    private readonly byte[] _mapped = new byte[PayloadTypes];

    public PayloadTypeMap() => Array.Fill(_mapped, Unmapped);

    /// <summary>Maps one to another; numbers that are no payload types are left out.</summary>
    public void Add(int payloadType, int mapped)
    {
        if (payloadType is >= 0 and < PayloadTypes && mapped is >= 0 and < PayloadTypes)
        {
            _mapped[payloadType] = (byte)mapped;
        }
    }

    /// <summary>False for a payload type that was not mapped.</summary>
    public bool TryMap(byte payloadType, out byte mapped)
    {
        mapped = _mapped[payloadType & (PayloadTypes - 1)];
        return mapped != Unmapped;
    }
}
