namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// What was written into the headers of a stream's last packets, by their RTP sequence numbers: a packet that is sent again under the same SRTP index must be the same
/// to the byte, and a peer may report by these numbers.
/// </summary>
/// <param name="capacity">Packets that are remembered, a power of two.</param>
internal sealed class SentStamps(int capacity)
{
    /// <summary>More than may be sent again.</summary>
    public const int CapacityOfRepeats = 4096;

    /// <summary>More than a report covers.</summary>
    public const int CapacityOfReports = 1024;

    private readonly Entry[] _entries = new Entry[capacity];

    /// <summary>The RTP sequence number after the last one that was reported; null before the first.</summary>
    public ushort? NextReported { get; set; }

    /// <summary>Remembers a packet.</summary>
    /// <param name="sequence">Its RTP sequence number.</param>
    /// <param name="number">Its transport-wide number.</param>
    /// <param name="sendTime">Its abs-send-time.</param>
    public void Set(ushort sequence, ushort number, uint sendTime) => _entries[sequence & (capacity - 1)] = new Entry(sequence, number, sendTime, IsSet: true);

    /// <summary>Finds a packet; false when it was never sent or is forgotten.</summary>
    public bool TryGet(ushort sequence, out ushort number, out uint sendTime)
    {
        ref readonly Entry entry = ref _entries[sequence & (capacity - 1)];
        number = entry.Number;
        sendTime = entry.SendTime;
        return entry.IsSet && entry.Sequence == sequence;
    }

    private readonly record struct Entry(ushort Sequence, ushort Number, uint SendTime, bool IsSet);
}
