namespace Tureen.Engine.Streams;

/// <summary>Counts the retransmissions of a stream and the packets that they repair, for statistics and for the score.</summary>
internal struct RepairCounter
{
    private long _scoredRetransmitted;
    private long _scoredRepaired;

    /// <summary>Retransmissions, useful or not.</summary>
    public long Retransmitted { get; private set; }

    /// <summary>Packets that one of them brought.</summary>
    public long Repaired { get; private set; }

    public void CountRetransmitted() => Retransmitted++;

    public void CountRepaired() => Repaired++;

    /// <summary>What was counted since the last call.</summary>
    public (uint Repaired, uint Retransmitted) TakeScoreInterval()
    {
        (uint, uint) interval = ((uint)(Repaired - _scoredRepaired), (uint)(Retransmitted - _scoredRetransmitted));
        _scoredRepaired = Repaired;
        _scoredRetransmitted = Retransmitted;
        return interval;
    }
}
