using System.Diagnostics.Metrics;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The instruments of outgoing congestion control.</summary>
internal static class CongestionInstruments
{
    private static readonly double[] Seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
    private static readonly double[] BitsPerSecond = [62_500, 125_000, 250_000, 500_000, 1e6, 2e6, 4e6, 8e6, 16e6, 32e6, 64e6];
    private static readonly CongestionCause[] Cuts =
        [CongestionCause.Delay, CongestionCause.Loss, CongestionCause.Outage, CongestionCause.Remb, CongestionCause.PathChanged, CongestionCause.Limit];

    public static void Create(Meter meter)
    {
        meter.CreateObservableUpDownCounter(
            "tureen.congestion.transports", ReadTransports, "{transport}", "Transports with congestion control, by the state of their path.");
        meter.CreateObservableCounter("tureen.congestion.cuts", ReadCuts, "{cut}", "Reductions of the available bitrate, by cause.");
        meter.CreateObservableCounter("tureen.congestion.probes", ReadProbes, "{probe}", "Probes that ended.");
        meter.CreateObservableCounter("tureen.congestion.probe.io", ReadProbeBytes, "By", "Bytes of packets that probed.");
        meter.CreateObservableCounter("tureen.congestion.layer.changes", ReadLayerChanges, "{change}", "Changes of the layers that consumers are to get.");
        meter.CreateObservableCounter(
            "tureen.congestion.upgrades.failed", ReadFailedUpgrades, "{upgrade}", "Upgrades taken back within five seconds.");
        meter.CreateObservableCounter("tureen.congestion.feedback", ReadFeedback, "{message}", "Reports of peers about what arrived.");
    }

    public static Histogram<double> CreateQueueDelay(Meter meter) => meter.CreateHistogram(
        "tureen.congestion.queue.delay",
        "s",
        "The standing queue that each report of a peer shows.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    public static Histogram<double> CreateAvailable(Meter meter) => meter.CreateHistogram(
        "tureen.congestion.available",
        "bit/s",
        "What is available to transports whose consumers want more, once a second.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = BitsPerSecond });

    public static Histogram<double> CreatePacedDelay(Meter meter) => meter.CreateHistogram(
        "tureen.congestion.paced.delay",
        "s",
        "How long packets waited that did not leave at once.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private static IEnumerable<Measurement<long>> ReadTransports()
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            foreach (CongestionState state in Enum.GetValues<CongestionState>())
            {
                foreach (bool isLimited in (bool[])[false, true])
                {
                    yield return new Measurement<long>(
                        worker.Engine.Congestion.GetTransports(state, isLimited),
                        worker.Tag,
                        new("tureen.congestion.state", state.ToWireString()),
                        new("tureen.congestion.limited", isLimited));
                }
            }
        }
    }

    private static IEnumerable<Measurement<long>> ReadCuts() => Each(
        "tureen.congestion.cause", Cuts, static cause => cause.ToWireString(), static (worker, cause) => worker.GetCuts(cause));

    private static IEnumerable<Measurement<long>> ReadProbes()
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            foreach (ProbeCarrier carrier in (ProbeCarrier[])[ProbeCarrier.Probation, ProbeCarrier.Rtx])
            {
                foreach (ProbeOutcome outcome in Enum.GetValues<ProbeOutcome>())
                {
                    if (outcome != ProbeOutcome.Open)
                    {
                        yield return new Measurement<long>(
                            worker.Engine.Congestion.GetProbes(outcome, carrier),
                            worker.Tag,
                            new("tureen.congestion.outcome", outcome.ToWireString()),
                            new("tureen.congestion.carrier", carrier.ToWireString()));
                    }
                }
            }
        }
    }

    private static IEnumerable<Measurement<long>> ReadProbeBytes() => Each(
        "tureen.congestion.carrier",
        [ProbeCarrier.Probation, ProbeCarrier.Rtx],
        static carrier => carrier.ToWireString(),
        static (counters, carrier) => counters.GetProbeBytes(carrier));

    private static IEnumerable<Measurement<long>> ReadLayerChanges()
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            foreach (LayerChange change in Enum.GetValues<LayerChange>())
            {
                foreach (bool isByDemand in (bool[])[false, true])
                {
                    yield return new Measurement<long>(
                        worker.Engine.Congestion.GetLayerChanges(change, isByDemand),
                        worker.Tag,
                        new("tureen.congestion.direction", NameOf(change)),
                        new("tureen.congestion.cause", isByDemand ? "demand" : "bandwidth"));
                }
            }
        }
    }

    private static IEnumerable<Measurement<long>> ReadFailedUpgrades() =>
        TureenMetrics.Workers.Select(static worker => new Measurement<long>(worker.Engine.Congestion.FailedUpgrades, worker.Tag));

    private static IEnumerable<Measurement<long>> ReadFeedback() => Each(
        "tureen.congestion.fate", Enum.GetValues<FeedbackFate>(), NameOf, static (counters, fate) => counters.GetFeedback(fate));

    private static IEnumerable<Measurement<long>> Each<T>(
        string attribute, IReadOnlyList<T> values, Func<T, string> nameOf, Func<CongestionCounters, T, long> read)
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            foreach (T value in values)
            {
                yield return new Measurement<long>(read(worker.Engine.Congestion, value), worker.Tag, new(attribute, nameOf(value)));
            }
        }
    }

    private static string NameOf(LayerChange change) => change switch
    {
        LayerChange.Up => "up",
        LayerChange.Down => "down",
        LayerChange.Paused => "paused",
        _ => "resumed",
    };

    private static string NameOf(FeedbackFate fate) => fate switch
    {
        FeedbackFate.Used => "used",
        FeedbackFate.Lost => "lost",
        FeedbackFate.Reordered => "reordered",
        _ => "refused",
    };
}
