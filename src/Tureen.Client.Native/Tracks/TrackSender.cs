using Tureen.Client.Native.Sessions;
using Tureen.Client.Native.Settings;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Client.Native.Tracks;

/// <summary>Sends tracks: each is a producer of the application's end, which a consumer of the client's transport carries to the server.</summary>
internal sealed class TrackSender(NativeSession session, HandlerOptions transport)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SentTrack> _tracks = new(StringComparer.Ordinal);
    private readonly string _streamId = Guid.NewGuid().ToString();
    private readonly string _cname = Guid.NewGuid().ToString("N")[..8];
    private bool _isListening;
    private int _nextLocalId;

    public async Task<HandlerSendResult> AddAsync(HandlerSendOptions options)
    {
        EncodedTrack track = TrackOf(options.Track);

        // 1. What the server takes, in the numbers of this media stack.
        string localId = $"{_nextLocalId++}";
        RtpParameters sent = Negotiate(options, localId);
        NativeEnds ends = await session.ConnectAsync().ConfigureAwait(false);
        ListenToRequests(ends.Direct);

        // 2. The application's end.
        MediaShape shape = MediaShape.OfApplication(track.Kind, sent);
        Tureen.Producer producer = await ends.Direct.ProduceAsync(
            shape.Kind, shape.Parameters, shape.Mapping, shape.Consumable, new NegotiatedProducerOptions(false, TimeSpan.Zero, false)).ConfigureAwait(false);

        // 3. The server's end: all encodings, each as one stream.
        Tureen.Consumer consumer = await ends.Client.Media.ConsumeAsync(
            producer,
            new ConsumerCoreOptions
            {
                Id = Guid.NewGuid().ToString(),
                Kind = track.Kind,
                Type = sent.Encodings.Count > 1 ? ConsumerType.Pipe : ConsumerType.Simple,
                RtpParameters = sent.Clone(),
                ConsumableEncodings = shape.Consumable.Encodings,
            },
            appData: null).ConfigureAwait(false);
        var sentTrack = new SentTrack(track, producer, consumer, shape);
        lock (_gate)
        {
            _tracks.Add(localId, sentTrack);
        }

        options.OnRtpSender?.Invoke(consumer);
        return new HandlerSendResult { LocalId = localId, RtpParameters = sent, RtpSender = consumer };
    }

    public Task RemoveAsync(string localId)
    {
        SentTrack track = Find(localId);
        lock (_gate)
        {
            _tracks.Remove(localId);
        }

        track.Close();
        return Task.CompletedTask;
    }

    public Task PauseAsync(string localId) => Find(localId).Consumer.PauseAsync();

    public Task ResumeAsync(string localId) => Find(localId).Consumer.ResumeAsync();

    public void Replace(string localId, IMediaStreamTrack? track) => Find(localId).Replace(track is null ? null : TrackOf(track));

    public SentTrack Find(string localId)
    {
        lock (_gate)
        {
            return _tracks.TryGetValue(localId, out SentTrack? track)
                ? track
                : throw new InvalidOperationException($"There is no track '{localId}'.");
        }
    }

    public IReadOnlyList<SentTrack> All()
    {
        lock (_gate)
        {
            return [.. _tracks.Values];
        }
    }

    /// <summary>The session is over; the tracks of the application live on.</summary>
    public void Close()
    {
        foreach (SentTrack track in All())
        {
            track.Replace(null);
        }
    }

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

    private void ListenToRequests(DirectTransport direct)
    {
        lock (_gate)
        {
            if (_isListening)
            {
                return;
            }

            _isListening = true;
        }

        direct.OnRtcp += HandleRtcp;
    }

    /// <summary>Of all that a sender can be asked, only key frames are left to the application.</summary>
    private void HandleRtcp(ReadOnlyMemory<byte> compound)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(compound.Span))
        {
            if (PictureLossIndication.TryParse(packet, out PictureLossIndication loss))
            {
                RequestKeyFrame(loss.MediaSsrc);
            }
            else if (FullIntraRequest.TryParse(packet, out FullIntraRequest request))
            {
                foreach (FirItem item in request.Items)
                {
                    RequestKeyFrame(item.Ssrc);
                }
            }
        }
    }

    private void RequestKeyFrame(uint ssrc)
    {
        foreach (SentTrack track in All())
        {
            if (track.HandleKeyFrameRequest(ssrc))
            {
                return;
            }
        }
    }
}
