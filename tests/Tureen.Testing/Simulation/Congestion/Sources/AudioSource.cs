using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>A voice at a constant rate, one packet every 20 ms.</summary>
internal sealed class AudioSource : MediaSource
{
    private const int ClockRate = 48_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly int _length;
    private uint _number;

    public AudioSource(Timestamp now, RandomSource random, uint ssrc, AudioSourceOptions options)
        : base([new SourceStream(now, random, ssrc, SourceParameters.AudioPayloadType, ClockRate)])
    {
        _length = (int)(options.Rate * Interval.TotalSeconds / 8);
        NextDeadline = now + (Interval * random.NextDouble());
    }

    public override void HandleDeadline(Timestamp now, SourceHost host)
    {
        NextDeadline += Interval;
        var tag = new MediaTag(MediaTagKind.Audio, 0, 0, IsKey: false, NeedsLower: false, _number++, 0, 1, 0, 0);
        Streams[0].Send(now, marker: false, [], tag, _length, host);
        Streams[0].ReportIfNeeded(now, host);
    }
}
