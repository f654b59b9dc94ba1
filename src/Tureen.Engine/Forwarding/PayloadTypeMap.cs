using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>From the payload types of a sender to those of the router.</summary>
internal sealed class PayloadTypeMap
{
    private const byte Unmapped = 0xFF;

    private readonly byte[] _mapped = new byte[128];

    public PayloadTypeMap(RtpMapping mapping)
    {
        Array.Fill(_mapped, Unmapped);
        foreach (RtpCodecMapping codec in mapping.Codecs)
        {
            if (codec.PayloadType is >= 0 and < 128)
            {
                _mapped[codec.PayloadType] = (byte)codec.MappedPayloadType;
            }
        }
    }

    public bool TryMap(byte payloadType, out byte mapped)
    {
        mapped = _mapped[payloadType & 0x7F];
        return mapped != Unmapped;
    }
}
