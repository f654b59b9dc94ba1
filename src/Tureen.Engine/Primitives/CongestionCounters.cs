namespace Tureen.Engine.Primitives;

/// <summary>What congestion control of all transports of a worker has done. As <see cref="EngineCounters"/>: one thread writes, any reads.</summary>
internal sealed class CongestionCounters
{
    private static readonly int States = Enum.GetValues<CongestionState>().Length;
    private static readonly int Causes = Enum.GetValues<CongestionCause>().Length;
    private static readonly int Outcomes = Enum.GetValues<ProbeOutcome>().Length;
    private static readonly int Carriers = Enum.GetValues<ProbeCarrier>().Length;
    private static readonly int Fates = Enum.GetValues<FeedbackFate>().Length;
    private static readonly int Changes = Enum.GetValues<LayerChange>().Length;

    private readonly long[] _transports = new long[States * 2];
    private readonly long[] _cuts = new long[Causes];
    private readonly long[] _probes = new long[Outcomes * Carriers];
    private readonly long[] _probeBytes = new long[Carriers];
    private readonly long[] _feedback = new long[Fates];
    private readonly long[] _layerChanges = new long[Changes * 2];

    /// <summary>Upgrades that were taken back within five seconds.</summary>
    public long FailedUpgrades { get; set; }

    /// <summary>Seconds of standing queue, one for each report.</summary>
    public SampleBuffer QueueDelays { get; } = new();

    /// <summary>Bits per second that were available, one for each second and transport whose consumers want more.</summary>
    public SampleBuffer Available { get; } = new();

    /// <summary>Seconds that packets waited for their turn, one for each that had to.</summary>
    public SampleBuffer PacedDelays { get; } = new();

    public long GetTransports(CongestionState state, bool isLimited) => _transports[IndexOf(state, isLimited)];

    public void AddTransports(CongestionState state, bool isLimited, int count) => _transports[IndexOf(state, isLimited)] += count;

    public long GetCuts(CongestionCause cause) => _cuts[(int)cause];

    public void CountCut(CongestionCause cause) => _cuts[(int)cause]++;

    public long GetProbes(ProbeOutcome outcome, ProbeCarrier carrier) => _probes[IndexOf(outcome, carrier)];

    public void CountProbe(ProbeOutcome outcome, ProbeCarrier carrier) => _probes[IndexOf(outcome, carrier)]++;

    public long GetProbeBytes(ProbeCarrier carrier) => _probeBytes[(int)carrier];

    public void CountProbeBytes(ProbeCarrier carrier, int bytes) => _probeBytes[(int)carrier] += bytes;

    public long GetFeedback(FeedbackFate fate) => _feedback[(int)fate];

    public void CountFeedback(FeedbackFate fate, long count = 1) => _feedback[(int)fate] += count;

    public long GetLayerChanges(LayerChange change, bool isByDemand) => _layerChanges[IndexOf(change, isByDemand)];

    public void CountLayerChange(LayerChange change, bool isByDemand) => _layerChanges[IndexOf(change, isByDemand)]++;

    private static int IndexOf(CongestionState state, bool isLimited) => ((int)state * 2) + (isLimited ? 1 : 0);

    private static int IndexOf(ProbeOutcome outcome, ProbeCarrier carrier) => ((int)outcome * Carriers) + (int)carrier;

    private static int IndexOf(LayerChange change, bool isByDemand) => ((int)change * 2) + (isByDemand ? 1 : 0);
}
