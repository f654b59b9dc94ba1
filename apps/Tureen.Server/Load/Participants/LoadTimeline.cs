using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Reports;

namespace Tureen.Server.Load.Participants;

/// <summary>Makes samples of totals.</summary>
/// <param name="clock">The time since the start.</param>
internal sealed class LoadTimeline(Func<TimeSpan> clock)
{
    /// <summary>Samples, two days of seconds. Those after are left out.</summary>
    private const int MaxSamples = 172_800;

    private const int Digits = 3;
    private const double BitsPerMegabit = 1_000_000;

    private readonly List<LoadSample> _samples = [];
    private ReceivedTotals _last = new();
    private TimeSpan _lastAt;

    public IReadOnlyList<LoadSample> Samples => _samples;

    public LoadSample Add(int participants, ReceivedTotals totals)
    {
        TimeSpan now = clock();
        double seconds = Math.Max((now - _lastAt).TotalSeconds, double.Epsilon);
        long packets = totals.Packets - _last.Packets;
        long lost = Math.Max(0, totals.Lost - _last.Lost);
        var sample = new LoadSample(
            Math.Round(now.TotalSeconds, 1),
            participants,
            Math.Round(packets / seconds),
            Math.Round((totals.Bytes - _last.Bytes) * 8 / seconds / BitsPerMegabit, Digits),
            packets + lost > 0 ? Math.Round(100.0 * lost / (packets + lost), Digits) : 0,
            totals.Video.Freezes - _last.Video.Freezes);
        _last = totals;
        _lastAt = now;
        if (_samples.Count < MaxSamples)
        {
            _samples.Add(sample);
        }

        return sample;
    }
}
