namespace Tureen.Server.Load.Measures;

/// <summary>Counts what is missing in a stream of numbered packets.</summary>
internal sealed class SequenceMeter
{
    private const int Cycle = 1 << 16;

    private long _first;
    private long _highest;

    /// <summary>Packets that came.</summary>
    public long Received { get; private set; }

    /// <summary>Packets that did not come, although later ones did.</summary>
    public long Lost => Received == 0 ? 0 : Math.Max(0, _highest - _first + 1 - Received);

    /// <summary>Takes the number of a packet, none twice.</summary>
    /// <returns>The number without wrapping, and whether it is higher than all before.</returns>
    public (long Number, bool IsNewest) Add(ushort sequenceNumber)
    {
        Received++;
        if (Received == 1)
        {
            _first = _highest = Cycle + sequenceNumber;
            return (_highest, true);
        }

        long number = _highest + (short)(ushort)(sequenceNumber - _highest);
        bool isNewest = number > _highest;
        _highest = Math.Max(_highest, number);
        _first = Math.Min(_first, number);
        return (number, isNewest);
    }
}
