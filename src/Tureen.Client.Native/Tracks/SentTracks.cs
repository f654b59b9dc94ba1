using Tureen.Client.Native.Sessions;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Client.Native.Tracks;

/// <summary>The tracks that are sent: each is a producer of the application's end, which a consumer of the client's transport carries to the server.</summary>
internal sealed class SentTracks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SentTrack> _tracks = new(StringComparer.Ordinal);
    private bool _isListening;

    /// <summary>Sends a track as negotiated.</summary>
    public async Task<SentTrack> AddAsync(NativeEnds ends, string localId, EncodedTrack track, RtpParameters sent)
    {
        ListenToRequests(ends.Direct);

        // 1. The application's end.
        MediaShape shape = MediaShape.OfApplication(track.Kind, sent);
        Tureen.Producer producer = await ends.Direct.ProduceAsync(
            shape.Kind, shape.Parameters, shape.Mapping, shape.Consumable, new NegotiatedProducerOptions(false, TimeSpan.Zero, false)).ConfigureAwait(false);

        // 2. The server's end: all encodings, each as one stream.
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

        return sentTrack;
    }

    public void Remove(string localId)
    {
        SentTrack track = Find(localId);
        lock (_gate)
        {
            _tracks.Remove(localId);
        }

        track.Close();
    }

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
