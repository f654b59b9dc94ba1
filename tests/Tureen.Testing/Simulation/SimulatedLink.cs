using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>One direction between two hosts: decides when, and whether, each datagram arrives.</summary>
internal sealed class SimulatedLink(LinkConditions conditions, RandomSource random)
{
    private Timestamp _busyUntil = Timestamp.Zero;
    private Timestamp _lastArrival = Timestamp.Zero;

    public LinkConditions Conditions { get; set; } = conditions;

    public int Lost { get; private set; }

    /// <summary>Adds the arrivals of one datagram: none, one or two.</summary>
    public void Carry(Timestamp now, int length, List<Timestamp> arrivals)
    {
        if (length > Conditions.Mtu || random.NextDouble() < Conditions.Loss)
        {
            Lost++;
            return;
        }

        Timestamp sent = now;
        if (Conditions.RateLimit > 0)
        {
            _busyUntil = (_busyUntil > now ? _busyUntil : now) + TimeSpan.FromSeconds(length * 8.0 / Conditions.RateLimit);
            if (_busyUntil - now > Conditions.MaximumQueue)
            {
                _busyUntil -= TimeSpan.FromSeconds(length * 8.0 / Conditions.RateLimit);
                Lost++;
                return;
            }

            sent = _busyUntil;
        }

        arrivals.Add(ArrivalOf(sent));
        if (random.NextDouble() < Conditions.Duplication)
        {
            arrivals.Add(ArrivalOf(sent));
        }
    }

    private Timestamp ArrivalOf(Timestamp sent)
    {
        if (random.NextDouble() < Conditions.Reordering)
        {
            return sent + (Conditions.Delay / 2);
        }

        Timestamp arrival = sent + Conditions.Delay + (Conditions.Jitter * random.NextDouble());
        _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
        return _lastArrival;
    }
}
