using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>
/// How well a call used its bottleneck. Times are in seconds, shares between 0 and 1; a time without an end is infinite. The layers
/// are those of one video, by default the first of the first receiver.
/// </summary>
internal sealed class CongestionMeasures
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(100);

    private readonly CongestedCall _call;
    private readonly CallOptions _options;
    private readonly MeasureOptions _window;
    private readonly List<PacketRecord> _packets;
    private readonly ObservedConsumer _video;

    /// <param name="call">The call, after its run.</param>
    /// <param name="options">What it was made of.</param>
    /// <param name="window">What is measured.</param>
    /// <param name="consumer">The number of the video among all videos.</param>
    public CongestionMeasures(CongestedCall call, CallOptions options, MeasureOptions window, int consumer = 0)
    {
        _call = call;
        _options = options;
        _window = window;
        _packets = [.. call.Ledger.Packets.Where(static packet => packet.Class != PacketClass.Cross)];
        _video = call.Consumers.Where(static each => each.Video is not null).ElementAt(consumer);
        Video = (VideoSourceOptions)_video.Source;
        Choices = new LayerChoices(
            _packets.Where(packet => packet.Class == PacketClass.Video && packet.Consumer == _video.Number), call.Start, Video.IsScalable);
    }

    public CongestedCall Call => _call;

    public VideoSourceOptions Video { get; }

    public LayerChoices Choices { get; }

    /// <summary>Bytes that left the bottleneck for the server's receivers, of what it could carry and 1.1 times what there was to send.</summary>
    public double Used => UsedIn(_window.WindowStart, WindowEnd);

    /// <summary>The share of the capacity that all flows got together.</summary>
    public double CapacityUsed => ShareOf(_call.Ledger.Packets);

    /// <summary>The share of the capacity that cross flows got.</summary>
    public double CrossShare => ShareOf(_call.Ledger.Packets.Where(static packet => packet.Class == PacketClass.Cross));

    public double QueueMedian => Percentile(Left.Select(static packet => packet.Waited.TotalSeconds), 0.5);

    public double QueueHigh => Percentile(Left.Select(static packet => packet.Waited.TotalSeconds), 0.95);

    /// <summary>From the fall of the capacity to the last packet of a step that does not fit.</summary>
    public double Down => _window.LimitAt is TimeSpan limit ? FollowDown(limit, _window.LiftAt ?? _window.Duration) : double.NaN;

    /// <summary>From the fall of the capacity to a queue below 50 ms that stays so for 500 ms.</summary>
    public double Drain => _window.LimitAt is TimeSpan limit ? DrainAfter(limit) : double.NaN;

    /// <summary>From the return of the capacity to the first packet of the highest step.</summary>
    public double Back => _window.LiftAt is TimeSpan lift ? FollowUp(lift) : double.NaN;

    /// <summary>From the start to the first packet of the highest step.</summary>
    public double FirstTop => FollowUp(TimeSpan.Zero);

    public int Freezes => FreezesInWindow.Count();

    public double FreezeTotal => FreezesInWindow.Sum();

    public double LongestFreeze => FreezesInWindow.DefaultIfEmpty().Max();

    public int Switches => Choices.Switches(_window.WindowStart, WindowEnd).Count();

    public int Reversals => Choices.Reversals(_window.WindowStart, WindowEnd);

    /// <summary>Bytes of probes, of all bytes that entered the bottleneck, over the whole run.</summary>
    public double Probes => ProbesIn(TimeSpan.Zero, _window.Duration);

    public double AudioLoss => LossOf(PacketClass.Audio);

    public double VideoLoss => LossOf(PacketClass.Video);

    public double AudioQueueHigh =>
        Percentile(Left.Where(static packet => packet.Class == PacketClass.Audio).Select(static packet => packet.Waited.TotalSeconds), 0.95);

    public int DropCount => Entered.Count(static packet => packet.Fate == PacketFate.Dropped);

    public double Drops => Ratio(DropCount, Entered.Count());

    public double TopShare => ShareAt(StepLadder.Top(Video));

    public double PauseTotal => Samples(_window.WindowStart).Count(time => Choices.At(time) == LayerStep.None) * Sample.TotalSeconds;

    /// <summary>The longest time without video.</summary>
    public double LongestPause
    {
        get
        {
            double longest = 0;
            double current = 0;
            foreach (TimeSpan time in Samples(_window.WindowStart))
            {
                current = Choices.At(time) == LayerStep.None ? current + Sample.TotalSeconds : 0;
                longest = Math.Max(longest, current);
            }

            return longest;
        }
    }

    /// <summary>How far the estimate fell below its highest value before, as a share of it; not a number where nothing is estimated.</summary>
    public double EstimateDrop
    {
        get
        {
            double highest = 0;
            double drop = 0;
            int first = (int)(_window.WindowStart / Sample);
            double?[] estimates = [.. _call.Estimates.Skip(first)];
            foreach (double estimate in estimates.OfType<double>())
            {
                highest = Math.Max(highest, estimate);
                drop = Math.Max(drop, 1 - (estimate / highest));
            }

            return highest == 0 ? double.NaN : drop;
        }
    }

    private TimeSpan WindowEnd => _window.WindowEnd ?? _window.Duration;

    private IEnumerable<PacketRecord> Entered => _packets.Where(packet => IsInWindow(packet.EnteredAt));

    private IEnumerable<PacketRecord> Left =>
        _packets.Where(packet => packet.Fate is PacketFate.Delivered or PacketFate.Lost && IsInWindow(packet.LeftAt));

    /// <summary>The seconds of each freeze that are in the window.</summary>
    private IEnumerable<double> FreezesInWindow => _video.Video!.Freezes.Freezes
        .Select(freeze => (From: freeze.At - _call.Start, To: freeze.At + freeze.Duration - _call.Start))
        .Select(freeze => (TimeSpan.FromTicks(Math.Min(freeze.To.Ticks, WindowEnd.Ticks)) - TimeSpan.FromTicks(Math.Max(freeze.From.Ticks, _window.WindowStart.Ticks))).TotalSeconds)
        .Where(static seconds => seconds > 0);

    /// <summary>
    /// How long a video had more layers than one before it in the list, which is in order of priority. What the capacity's changes
    /// need to settle does not count.
    /// </summary>
    public double OutOfOrder(IReadOnlyList<int> consumers, TimeSpan settling)
    {
        LayerChoices[] choices = [.. consumers.Select(consumer => Of(consumer).Choices)];
        return Sample.TotalSeconds * Samples(_window.WindowStart)
            .Where(time => !_options.Link.Capacity.Changes.Any(change => time >= change && time < change + settling))
            .Count(time => choices.Zip(choices.Skip(1)).Any(pair => pair.Second.At(time) > pair.First.At(time)));
    }

    /// <summary>The same of another video, by its number among all.</summary>
    public CongestionMeasures Of(int consumer) => new(_call, _options, _window, consumer);

    /// <summary>The share of the window in which the video had at least a step.</summary>
    public double ShareAt(LayerStep step)
    {
        TimeSpan[] samples = [.. Samples(_window.WindowStart)];
        return Ratio(samples.Count(time => Choices.At(time) >= step), samples.Length);
    }

    /// <summary>The same as <see cref="Used"/> between two instants.</summary>
    public double UsedIn(TimeSpan from, TimeSpan to) => _packets
        .Where(packet => packet.Fate is PacketFate.Delivered or PacketFate.Lost && IsBetween(packet.LeftAt, from, to))
        .Sum(static packet => packet.Length * 8.0) / UsableBits(from, to);

    /// <summary>Bytes of probes, of all bytes that entered the bottleneck between two instants.</summary>
    public double ProbesIn(TimeSpan from, TimeSpan to)
    {
        PacketRecord[] all = [.. _packets.Where(packet => IsBetween(packet.EnteredAt, from, to))];
        return Ratio(
            all.Where(static packet => packet.Class == PacketClass.Probe).Sum(static packet => packet.Length),
            all.Sum(static packet => packet.Length));
    }

    /// <summary>How long packets of a class waited at the most between two instants.</summary>
    public double LongestWaitIn(PacketClass kind, TimeSpan from, TimeSpan to) => _packets
        .Where(packet => packet.Class == kind && IsBetween(packet.LeftAt, from, to))
        .Select(static packet => packet.Waited.TotalSeconds)
        .DefaultIfEmpty()
        .Max();

    /// <summary>From a fall of the capacity to the last packet of a step that does not fit.</summary>
    public double FollowDown(TimeSpan limit, TimeSpan end)
    {
        double capacity = Math.Min(_options.Link.Policer?.Rate ?? double.PositiveInfinity, _options.Link.Capacity.RateAt(limit));
        LayerStep fit = StepLadder.HighestWithin(Video, _options.Sources, capacity);
        return Choices.LastAbove(fit, limit, end) is TimeSpan last ? (last - limit).TotalSeconds : double.PositiveInfinity;
    }

    /// <summary>From a rise of the capacity to the first packet of the highest step that then fits.</summary>
    public double FollowUp(TimeSpan lift)
    {
        LayerStep fit = StepLadder.HighestWithin(Video, _options.Sources, _options.Link.Capacity.RateAt(lift));
        return Choices.FirstOf(fit, lift) is TimeSpan first ? (first - lift).TotalSeconds : double.PositiveInfinity;
    }

    /// <summary>From an instant to the first picture that can be decoded after it.</summary>
    public double NextPicture(TimeSpan from)
    {
        Timestamp at = _call.Start + from;
        Timestamp next = _video.Video!.Pictures.FirstOrDefault(picture => picture >= at, Timestamp.Never);
        return next.IsNever ? double.PositiveInfinity : (next - at).TotalSeconds;
    }

    /// <summary>Bits per second that left the bottleneck for a receiver, between two instants.</summary>
    public double RateOf(int receiver, TimeSpan from, TimeSpan to) => _packets
        .Where(packet => packet.Receiver == receiver && packet.Fate == PacketFate.Delivered && IsBetween(packet.LeftAt, from, to))
        .Sum(static packet => packet.Length * 8.0) / (to - from).TotalSeconds;

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
    }

    private double ShareOf(IEnumerable<PacketRecord> packets) => packets
        .Where(packet => packet.Fate is PacketFate.Delivered or PacketFate.Lost && IsInWindow(packet.LeftAt))
        .Sum(static packet => packet.Length * 8.0) / _options.Link.Capacity.BitsBetween(_window.WindowStart, WindowEnd);

    private double DrainAfter(TimeSpan limit)
    {
        // A packet that waits long, or finds no place, puts the end of the queue off by the time that the queue must stay short.
        TimeSpan since = limit;
        TimeSpan calm = TimeSpan.FromMilliseconds(500);
        foreach (PacketRecord packet in _packets.OrderBy(static packet => packet.LeftAt))
        {
            TimeSpan left = packet.LeftAt - _call.Start;
            bool isQueued = packet.Fate == PacketFate.Dropped || packet.Waited >= TimeSpan.FromMilliseconds(50);
            if (left < limit || !isQueued)
            {
                continue;
            }

            if (left - since >= calm)
            {
                break;
            }

            since = left;
        }

        return _window.Duration - since < calm ? double.PositiveInfinity : (since - limit).TotalSeconds;
    }

    private double UsableBits(TimeSpan from, TimeSpan to)
    {
        double policed = _options.Link.Policer?.Rate ?? double.PositiveInfinity;
        double bits = 0;
        TimeSpan step = TimeSpan.FromMilliseconds(10);
        for (TimeSpan at = from; at < to; at += step)
        {
            int receivers = _options.Receivers.Count(receiver => receiver.JoinsAt <= at);
            double demand = 1.1 * receivers * _options.Sources.Sum(source => source.RateAt(at));
            bits += Math.Min(Math.Min(demand, policed), _options.Link.Capacity.RateAt(at)) * step.TotalSeconds;
        }

        return bits;
    }

    private double LossOf(PacketClass kind)
    {
        PacketRecord[] all = [.. Entered.Where(packet => packet.Class == kind)];
        return Ratio(all.Count(static packet => packet.Fate is PacketFate.Dropped or PacketFate.Lost), all.Length);
    }

    private IEnumerable<TimeSpan> Samples(TimeSpan from)
    {
        for (TimeSpan at = from; at < WindowEnd; at += Sample)
        {
            yield return at;
        }
    }

    private bool IsInWindow(Timestamp at) => IsBetween(at, _window.WindowStart, WindowEnd);

    private bool IsBetween(Timestamp at, TimeSpan from, TimeSpan to) => at - _call.Start >= from && at - _call.Start < to;
}
