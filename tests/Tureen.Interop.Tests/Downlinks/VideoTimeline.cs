using System.Globalization;
using System.Text;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>The samples of one video, in order, and what they say about intervals. Instants are milliseconds since 1970.</summary>
internal sealed class VideoTimeline
{
    private readonly List<VideoSample> _samples = [];

    public static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    public IReadOnlyList<VideoSample> Samples => _samples;

    public VideoSample Last => _samples[^1];

    public void Add(IEnumerable<VideoSample> samples) => _samples.AddRange(samples);

    /// <summary>The newest sample that is not after an instant.</summary>
    public VideoSample At(double time) => _samples.LastOrDefault(sample => sample.TimeMs <= time) ?? _samples[0];

    /// <summary>Seconds from an instant until a sample satisfies the condition; null for never.</summary>
    public double? SecondsUntil(double from, Func<VideoSample, bool> condition) =>
        _samples.FirstOrDefault(sample => sample.TimeMs >= from && condition(sample)) is { } found ? (found.TimeMs - from) / 1000 : null;

    /// <summary>The changes of the picture's height, with their instants in seconds after <paramref name="from"/>.</summary>
    public IReadOnlyList<(double Seconds, int Height)> HeightChanges(double from, double to)
    {
        List<(double, int)> changes = [];
        int height = At(from).FrameHeight;
        foreach (VideoSample sample in _samples.Where(sample => sample.TimeMs > from && sample.TimeMs <= to))
        {
            if (sample.FrameHeight != height)
            {
                height = sample.FrameHeight;
                changes.Add(((sample.TimeMs - from) / 1000, height));
            }
        }

        return changes;
    }

    /// <summary>The share of the samples of an interval with a picture of this height.</summary>
    public double ShareOf(double from, double to, int height)
    {
        VideoSample[] inside = [.. _samples.Where(sample => sample.TimeMs >= from && sample.TimeMs <= to)];
        return inside.Length == 0 ? 0 : (double)inside.Count(sample => sample.FrameHeight == height) / inside.Length;
    }

    /// <summary>Bits per second that arrived, without the headers of UDP and IP.</summary>
    public double Bitrate(double from, double to) => (At(to).BytesReceived - At(from).BytesReceived) * 8000.0 / (At(to).TimeMs - At(from).TimeMs);

    /// <summary>How often the picture froze, and for how many seconds.</summary>
    public (long Count, double Seconds) Freezes(double from, double to) =>
        (At(to).FreezeCount - At(from).FreezeCount, At(to).TotalFreezesDuration - At(from).TotalFreezesDuration);

    /// <summary>One line a second.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        for (double from = _samples.Count == 0 ? 0 : _samples[0].TimeMs; _samples.Count > 0 && from + 1000 <= Last.TimeMs; from += 1000)
        {
            VideoSample at = At(from + 1000);
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(from + 1000 - _samples[0].TimeMs) / 1000,4:F0} s: height {at.FrameHeight}, {Bitrate(from, from + 1000) / 1000:F0} kbit/s, "
                    + $"{at.FramesDecoded - At(from).FramesDecoded} frames, freezes {at.FreezeCount}, lost {at.PacketsLost}, PLI {at.PliCount}"));
        }

        return text.ToString();
    }
}
