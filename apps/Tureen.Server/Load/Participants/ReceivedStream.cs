using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Ortc;
using Tureen.Server.Load.Measures;

namespace Tureen.Server.Load.Participants;

/// <summary>One track that a participant receives, and its figures.</summary>
internal sealed class ReceivedStream
{
    /// <summary>How long a track may be silent before that counts.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(5);

    private readonly LoadEnvironment _environment;
    private readonly ReceivedTrack _track;
    private readonly StreamMeter _meter;
    private readonly TimeSpan _wantedSince;
    private readonly TimeSpan _offered;

    /// <param name="environment">The time and the shared figures.</param>
    /// <param name="media">The track.</param>
    /// <param name="joinedSince">When the participant began to join.</param>
    public ReceivedStream(LoadEnvironment environment, RoomMedia media, TimeSpan joinedSince)
    {
        _environment = environment;
        _offered = environment.Now;
        ConsumerId = media.Consumer.Id;
        _track = (ReceivedTrack)media.Consumer.Track;
        RtpCodecParameters codec = media.Consumer.RtpParameters.Codecs[0];
        bool isVp8 = string.Equals(codec.MimeType, "video/VP8", StringComparison.OrdinalIgnoreCase);
        _meter = new StreamMeter(_track.Kind, isVp8, codec.ClockRate, environment.Figures);
        TimeSpan started = environment.Published.StartOf(media.PeerId, _track.Kind);
        _wantedSince = started > joinedSince ? started : joinedSince;
        _track.MediaThreadHandler = Receive;
    }

    public string ConsumerId { get; }

    public ReceivedTotals Read(bool isOver)
    {
        if (isOver)
        {
            _track.MediaThreadHandler = null;
        }

        TimeSpan now = _environment.MediaNow;
        StreamTotals totals = _meter.Read(now, isOver);
        return ReceivedTotals.Of(_track.Kind, now - _offered < SilenceLimit ? totals with { SilentStreams = 0 } : totals);
    }

    private void Receive(ReceivedPacket packet)
    {
        TimeSpan now = _environment.Now;
        StreamNews news = _meter.Add(now, DateTimeOffset.UtcNow, packet);
        if (news.IsFirst)
        {
            _environment.Figures.FirstOf(_track.Kind).Add((now - _wantedSince).TotalMilliseconds);
        }

        if (news.NeedsKeyFrame)
        {
            _ = RequestKeyFrameAsync();
        }
    }

    private async Task RequestKeyFrameAsync()
    {
        try
        {
            await _track.RequestKeyFrameAsync();
        }
        catch (MediasoupException)
        {
            // The track has ended meanwhile.
        }
    }
}
