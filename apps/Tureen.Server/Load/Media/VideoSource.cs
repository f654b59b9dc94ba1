using Tureen.Client.Native;

namespace Tureen.Server.Load.Media;

/// <summary>A camera.</summary>
internal sealed class VideoSource : IMediaSource
{
    public const int ClockRate = 90_000;

    private readonly EncodedTrack _track;
    private readonly VideoEncoding[] _encodings;
    private readonly uint _firstTimestamp;
    private long _packets;

    /// <param name="track">Where it sends; key frame requests come from there.</param>
    /// <param name="layers">The encodings, the lowest first.</param>
    /// <param name="framesPerSecond">Frames a second.</param>
    /// <param name="random">Where the first numbers come from.</param>
    public VideoSource(EncodedTrack track, IReadOnlyList<VideoLayer> layers, int framesPerSecond, Random random)
    {
        _track = track;
        _encodings = [.. layers.Select((layer, index) => new VideoEncoding(index, layer, framesPerSecond, random.Next()))];
        _firstTimestamp = (uint)random.Next();
        Interval = TimeSpan.FromSeconds(1) / framesPerSecond;
        track.OnKeyFrameRequest += RequestKeyFrame;
    }

    public TimeSpan Interval { get; }

    public long Packets => Interlocked.Read(ref _packets);

    public void Send(TimeSpan elapsed, DateTimeOffset now)
    {
        uint timestamp = _firstTimestamp + (uint)(long)(elapsed.TotalSeconds * ClockRate);
        foreach (VideoEncoding encoding in _encodings)
        {
            Interlocked.Add(ref _packets, encoding.Send(_track, timestamp, now));
        }
    }

    private void RequestKeyFrame(int encoding)
    {
        if ((uint)encoding < (uint)_encodings.Length)
        {
            _encodings[encoding].RequestKeyFrame();
        }
    }
}
