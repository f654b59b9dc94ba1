namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The last decisions about a transport, for its dump.</summary>
internal sealed class CongestionJournal
{
    /// <summary>Decisions that are kept.</summary>
    public const int Capacity = 16;

    private readonly CongestionDecision[] _decisions = new CongestionDecision[Capacity];
    private int _count;

    public void Add(in CongestionDecision decision) => _decisions[_count++ % Capacity] = decision;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<CongestionDecision> ToList()
    {
        int kept = Math.Min(_count, Capacity);
        var list = new List<CongestionDecision>(kept);
        for (int back = kept; back >= 1; back--)
        {
            list.Add(_decisions[(_count - back) % Capacity]);
        }

        return list;
    }
}
