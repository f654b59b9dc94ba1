using Tureen.Client.Native.Sessions;
using Tureen.Client.Native.Settings;
using Tureen.Ortc;

namespace Tureen.Client.Native.Tracks;

/// <summary>Agrees with the server on what is sent, in the numbers of this media stack.</summary>
internal sealed class TrackSender(NativeSession session, HandlerOptions transport)
{
    private readonly SentTracks _tracks = new();
    private readonly string _streamId = Guid.NewGuid().ToString();
    private readonly string _cname = Guid.NewGuid().ToString("N")[..8];
    private int _nextLocalId;

    public async Task<HandlerSendResult> AddAsync(HandlerSendOptions options)
    {
        EncodedTrack track = TrackOf(options.Track);
        string localId = $"{_nextLocalId++}";
        RtpParameters sent = Negotiate(options, localId);
        NativeEnds ends = await session.ConnectAsync().ConfigureAwait(false);
        SentTrack sentTrack = await _tracks.AddAsync(ends, localId, track, sent).ConfigureAwait(false);
        options.OnRtpSender?.Invoke(sentTrack.Consumer);
        return new HandlerSendResult { LocalId = localId, RtpParameters = sent, RtpSender = sentTrack.Consumer };
    }

    public Task RemoveAsync(string localId)
    {
        _tracks.Remove(localId);
        return Task.CompletedTask;
    }

    public Task PauseAsync(string localId) => Find(localId).Consumer.PauseAsync();

    public Task ResumeAsync(string localId) => Find(localId).Consumer.ResumeAsync();

    public void Replace(string localId, IMediaStreamTrack? track) => Find(localId).Replace(track is null ? null : TrackOf(track));

    public SentTrack Find(string localId) => _tracks.Find(localId);

    public IReadOnlyList<SentTrack> All() => _tracks.All();

    /// <summary>The session is over; the tracks of the application live on.</summary>
    public void Close() => _tracks.Close();

    private static EncodedTrack TrackOf(IMediaStreamTrack track) =>
        track as EncodedTrack ?? throw new MediasoupTypeException($"this media stack sends an {nameof(EncodedTrack)}, not a {track.GetType().Name}");

    private RtpParameters Negotiate(HandlerSendOptions options, string localId)
    {
        ExtendedRtpCapabilities extended = transport.GetSendExtendedRtpCapabilities(NativeCapabilities.Create());
        RtpParameters sent = ClientNegotiation.GetSendingRtpParameters(options.Track.Kind, extended);
        sent.Codecs = ClientNegotiation.ReduceCodecs(sent.Codecs, options.Codec);
        sent.Mid = localId;
        sent.Msid = $"{options.StreamId ?? _streamId} {options.Track.Id}";
        sent.Rtcp = new RtcpParameters { Cname = _cname, ReducedSize = true, Mux = true };
        IEnumerable<RtpEncodingParameters> encodings = options.Encodings is { Count: > 0 } given ? given : [new RtpEncodingParameters()];
        sent.Encodings = [.. encodings.Select(encoding => ToSent(encoding, hasRtx: sent.Codecs.Count > 1))];
        if (options.CodecOptions is { } codecOptions && options.Track.Kind == MediaKind.Audio)
        {
            OpusOptions.Apply(codecOptions, sent.Codecs[0]);
        }

        return sent;
    }

    /// <summary>Streams are named by their SSRC alone.</summary>
    private static RtpEncodingParameters ToSent(RtpEncodingParameters given, bool hasRtx)
    {
        RtpEncodingParameters sent = given.Clone();
        sent.Rid = null;
        sent.Ssrc = MediaShape.RandomSsrc();
        sent.Rtx = hasRtx ? new RtpRtxParameters { Ssrc = MediaShape.RandomSsrc() } : null;
        return sent;
    }
}
