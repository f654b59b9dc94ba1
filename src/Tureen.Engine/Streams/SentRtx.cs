using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Streams;

/// <summary>The numbers and payload types of the RTX stream of a sent stream.</summary>
internal sealed class SentRtx(RandomSource random)
{
    private readonly PayloadTypeMap _types = new();
    private ushort _sequence;

    /// <summary>Begins anew, at a random number.</summary>
    public void Begin() => _sequence = (ushort)random.Next(0, EngineLimits.MaxInitialSequence - 1);

    /// <summary>Names the RTX payload type of one of the payload types that the stream carries.</summary>
    public void Add(int payloadType, int rtxPayloadType) => _types.Add(payloadType, rtxPayloadType);

    public bool TryMap(byte payloadType, out byte rtxPayloadType) => _types.TryMap(payloadType, out rtxPayloadType);

    public ushort NextSequence() => ++_sequence;
}
