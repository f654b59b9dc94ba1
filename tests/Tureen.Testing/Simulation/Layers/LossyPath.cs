using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>One direction between two parties: puts what is sent into the queue, late, twice or not at all.</summary>
internal sealed class LossyPath(PacketQueue queue, LinkConditions conditions, RandomSource random, int viewer = 0)
{
    private readonly SimulatedLink _link = new(conditions, random);
    private readonly List<Timestamp> _arrivals = [];

    public void Calm() => _link.Conditions = LinkConditions.Perfect;

    /// <summary>Sends; false when it is lost.</summary>
    public bool Send(Timestamp now, QueuedPacketKind kind, ReadOnlySpan<byte> bytes)
    {
        _arrivals.Clear();
        _link.Carry(now, bytes.Length, _arrivals);
        foreach (Timestamp at in _arrivals)
        {
            queue.Add(at, kind, viewer, bytes);
        }

        return _arrivals.Count > 0;
    }
}
