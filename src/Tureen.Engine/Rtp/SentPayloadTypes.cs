namespace Tureen.Engine.Rtp;

/// <summary>The payload types under which a receiver expects what the router knows under others.</summary>
internal sealed class SentPayloadTypes
{
    private const int Count = 128;

    private readonly byte[] _sent = new byte[Count];

    /// <param name="sent">The receiver's by the router's; all others stay the same.</param>
    public SentPayloadTypes(IReadOnlyDictionary<int, int> sent)
    {
        for (int payloadType = 0; payloadType < Count; payloadType++)
        {
            _sent[payloadType] = (byte)(sent.TryGetValue(payloadType, out int own) ? own : payloadType);
        }
    }

    /// <summary>The receiver's payload type for one of the router's.</summary>
    public byte this[byte payloadType] => _sent[payloadType & (Count - 1)];
}
