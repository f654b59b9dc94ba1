namespace Tureen.Audio.Receiving;

/// <summary>The frames that wait, in the order of their timestamps. Each timestamp is there once; what came in its own packet goes before what was repeated.</summary>
internal sealed class PacketStore
{
    private readonly StoredPacket[] _packets = new StoredPacket[AudioLimits.MaxStoredPackets];
    private int _first;

    public int Count { get; private set; }

    public ref readonly StoredPacket First => ref At(0);

    /// <summary>Adds a frame; false if it is there already. The oldest goes when there is no room.</summary>
    public bool TryAdd(in StoredPacket packet, out bool hasDropped)
    {
        hasDropped = false;
        int index = Count;
        while (index > 0 && At(index - 1).Timestamp > packet.Timestamp)
        {
            index--;
        }

        if (index > 0 && At(index - 1).Timestamp == packet.Timestamp)
        {
            ref StoredPacket same = ref At(index - 1);
            bool isBetter = same.IsRepeated && !packet.IsRepeated;
            if (isBetter)
            {
                same = packet;
            }

            return isBetter;
        }

        if (Count == _packets.Length)
        {
            hasDropped = true;
            RemoveFirst();
            index = Math.Max(0, index - 1);
        }

        for (int i = Count; i > index; i--)
        {
            At(i) = At(i - 1);
        }

        At(index) = packet;
        Count++;
        return true;
    }

    public void RemoveFirst()
    {
        // The payload must not live on in an empty place.
        At(0) = default;
        _first = (_first + 1) % _packets.Length;
        Count--;
    }

    public void Clear()
    {
        Array.Clear(_packets);
        Count = 0;
    }

    private ref StoredPacket At(int index) => ref _packets[(_first + index) % _packets.Length];
}
