using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>A clock that jumps to the next thing that happens, and all hosts that live by it.</summary>
internal sealed class VirtualWorld
{
    private readonly List<ISimulatedHost> _hosts = [];

    public VirtualWorld(ulong seed)
    {
        Seed = seed;
        Random = new SeededRandomSource(seed);
        Network = new SimulatedNetwork(Random);
    }

    public ulong Seed { get; }

    public RandomSource Random { get; }

    public SimulatedNetwork Network { get; }

    /// <summary>Starts one hour in, so that nothing leans on a zero.</summary>
    public Timestamp Now { get; private set; } = new(3_600_000_000);

    public void Add(ISimulatedHost host) => _hosts.Add(host);

    /// <summary>Runs for a stretch of virtual time.</summary>
    public void Run(TimeSpan duration) => RunUntil(static () => false, duration);

    /// <summary>Runs until <paramref name="condition"/> holds; false when the time is over first.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan atMost)
    {
        Timestamp end = Now + atMost;
        while (!condition())
        {
            Timestamp next = Network.NextArrival;
            foreach (ISimulatedHost host in _hosts)
            {
                next = Timestamp.Min(next, host.NextDeadline);
            }

            if (next > end)
            {
                Now = end;
                return condition();
            }

            Now = next > Now ? next : Now;
            Step();
        }

        return true;
    }

    private void Step()
    {
        Network.Deliver(Now);
        foreach (ISimulatedHost host in _hosts)
        {
            if (host.NextDeadline <= Now)
            {
                host.HandleDeadline(Now);
            }
        }
    }
}
