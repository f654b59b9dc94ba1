namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Gathers packets that left within 5 ms into groups. The first packet's delay is the group's; how fast the rest followed is a train.</summary>
internal sealed class SentGroups
{
    /// <summary>Microseconds after a group's first packet within which packets belong to it.</summary>
    private const long MaxLength = 5000;

    private readonly PacketTrains _trains;
    private long _sentAt = long.MinValue;
    private long _firstArrivedAt;
    private long _lastArrivedAt;
    private int _rest;
    private int _packets;

    public SentGroups(PacketTrains trains) => _trains = trains;

    /// <summary>Packets after the first that make a group a train.</summary>
    public int LeastTrain { get; set; } = 1;

    /// <summary>Takes a packet that can be compared, in the order of numbers; true when it begins a group.</summary>
    public bool Add(in PacketFate fate)
    {
        long elapsed = fate.SentAt - _sentAt;
        if (_sentAt != long.MinValue && elapsed is >= 0 and <= MaxLength)
        {
            _rest += fate.Length + fate.Untracked;
            _packets++;
            _lastArrivedAt = Math.Max(_lastArrivedAt, fate.ArrivedAt);
            return false;
        }

        EndGroup();
        _sentAt = fate.SentAt;
        _firstArrivedAt = fate.ArrivedAt;
        _lastArrivedAt = fate.ArrivedAt;
        _rest = 0;
        _packets = 0;
        return true;
    }

    public void Clear()
    {
        _sentAt = long.MinValue;
        _rest = 0;
    }

    private void EndGroup()
    {
        if (_sentAt != long.MinValue && _rest > 0 && _packets >= LeastTrain)
        {
            _trains.Add(_lastArrivedAt, _rest, _lastArrivedAt - _firstArrivedAt);
        }
    }
}
