using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>Video at the rates of its options, in frames of varying length.</summary>
internal abstract class VideoSource : MediaSource
{
    /// <summary>Bytes of payload in a packet.</summary>
    private const int MaxPayload = 1150;

    private const int ClockRate = 90_000;
    private static readonly TimeSpan LeastAnswer = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan MostAnswer = TimeSpan.FromMilliseconds(80);

    private readonly RandomSource _random;
    private readonly Timestamp _start;
    private readonly Timestamp[] _keyDue;
    private readonly bool[] _isActive;
    private Timestamp _periodicAt;

    protected VideoSource(Timestamp now, RandomSource random, uint ssrc, int streams, VideoSourceOptions options)
        : base([.. Enumerable.Range(0, streams).Select(i =>
            new SourceStream(now, random, ssrc + (uint)i, SourceParameters.VideoPayloadType, ClockRate))])
    {
        _random = random;
        Options = options;
        Interval = TimeSpan.FromSeconds(1 / options.FramesPerSecond);
        _start = now;
        _keyDue = new Timestamp[streams];
        Array.Fill(_keyDue, now);
        _isActive = new bool[options.Rates.Count];
        Array.Fill(_isActive, true);
        _periodicAt = options.KeyFrameInterval is TimeSpan interval ? now + interval : Timestamp.Never;
        NextDeadline = now + (Interval * random.NextDouble());
    }

    public VideoSourceOptions Options { get; }

    /// <summary>Key frames that the source made, and the requests that it got.</summary>
    public List<(Timestamp At, int Stream)> Requests { get; } = [];

    protected TimeSpan Interval { get; }

    /// <summary>Stops an encoding, or lets it return with a key frame.</summary>
    public void SetActive(Timestamp now, int layer, bool isActive)
    {
        _isActive[layer] = isActive;
        int stream = Math.Min(layer, _keyDue.Length - 1);
        _keyDue[stream] = Timestamp.Min(_keyDue[stream], now);
    }

    public override void HandleKeyFrameRequest(Timestamp now, int stream)
    {
        // Requests that come while an answer is due get the same answer.
        Requests.Add((now, stream));
        Timestamp due = now + _random.NextSpan(LeastAnswer, MostAnswer) - (Interval / 2);
        _keyDue[stream] = Timestamp.Min(_keyDue[stream], due);
    }

    public override void HandleDeadline(Timestamp now, SourceHost host)
    {
        NextDeadline += Interval;
        if (_periodicAt <= now)
        {
            _periodicAt += Options.KeyFrameInterval!.Value;
            Array.Fill(_keyDue, now);
        }

        SendPicture(now, host);
        foreach (SourceStream stream in Streams)
        {
            stream.ReportIfNeeded(now, host);
        }
    }

    protected abstract void SendPicture(Timestamp now, SourceHost host);

    protected bool IsActive(int layer) => _isActive[layer];

    /// <summary>Whether the frame of now is a key frame; the request is then answered.</summary>
    protected bool TakeKeyFrame(Timestamp now, int stream)
    {
        bool isDue = _keyDue[stream] <= now;
        _keyDue[stream] = isDue ? Timestamp.Never : _keyDue[stream];
        return isDue;
    }

    protected TemporalPattern PatternOf(uint sinceKeyFrame) => Options.TemporalLayers == 3
        ? TemporalPattern.At(sinceKeyFrame)
        : new TemporalPattern(0, DependsOnLowestOnly: false, (byte)(sinceKeyFrame == 0 ? 0 : 1), 0);

    /// <summary>The bytes of a frame of a spatial layer that has this mean rate.</summary>
    protected int LengthOf(Timestamp now, double rate, int temporal, bool isKey)
    {
        double mean = rate * Options.Activity(now - _start) / Options.FramesPerSecond / 8;

        // Of four frames one is of the lowest temporal layer with 0.4 of the rate, one of the middle with 0.2, two with 0.2 each.
        double share = Options.TemporalLayers == 1 ? 1 : temporal == 0 ? 1.6 : 0.8;
        return (int)(mean * (isKey ? Options.KeyFrameFactor : share) * _random.NextLogNormal(Options.Deviation));
    }

    protected static int PacketsOf(int length) => Math.Max(1, (length + MaxPayload - 1) / MaxPayload);
}
