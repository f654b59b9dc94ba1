using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Scenarios;

namespace Tureen.Bench.Congestion;

/// <summary>One run in samples of 100 ms, for a chart.</summary>
internal sealed class RunTimeline
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(100);

    public RunTimeline(ScenarioRun run)
    {
        int count = (int)(run.Scenario.Measure.Duration / Sample);
        Capacity = new double[count];
        Media = new double[count];
        Probes = new double[count];
        Cross = new double[count];
        Queue = new double[count];
        Steps = new LayerStep[count];
        Estimates = [.. run.Call.Estimates.Take(count)];
        TemporalLayers = run.Measures.Video.TemporalLayers;
        SpatialLayers = run.Measures.Video.Rates.Count;
        for (int i = 0; i < count; i++)
        {
            TimeSpan at = i * Sample;
            Capacity[i] = Math.Min(run.Options.Link.Policer?.Rate ?? double.PositiveInfinity, run.Options.Link.Capacity.RateAt(at));
            Steps[i] = run.Measures.Choices.At(at);
        }

        foreach (PacketRecord packet in run.Call.Ledger.Packets)
        {
            Add(packet, packet.LeftAt.IsNever ? count : (int)((packet.LeftAt - run.Call.Start) / Sample));
        }
    }

    /// <summary>Bits per second; infinite where there is no limit.</summary>
    public double[] Capacity { get; }

    /// <summary>Bits per second that left the bottleneck for receivers.</summary>
    public double[] Media { get; }

    public double[] Probes { get; }

    /// <summary>Those of other flows.</summary>
    public double[] Cross { get; }

    /// <summary>The longest wait of a packet, in milliseconds.</summary>
    public double[] Queue { get; }

    public LayerStep[] Steps { get; }

    public double?[] Estimates { get; }

    public int SpatialLayers { get; }

    public int TemporalLayers { get; }

    private void Add(PacketRecord packet, int slot)
    {
        if (slot >= Media.Length || packet.Fate == PacketFate.Dropped)
        {
            return;
        }

        double[] rates = packet.Class switch
        {
            PacketClass.Cross => Cross,
            PacketClass.Probe => Probes,
            _ => Media,
        };
        rates[slot] += packet.Length * 8 / Sample.TotalSeconds;
        Queue[slot] = Math.Max(Queue[slot], packet.Waited.TotalMilliseconds);
    }
}
