using Tureen.Ortc;

namespace Tureen.Client;

public sealed partial class Transport
{
    /// <summary>Sends a track.</summary>
    /// <param name="options">What and how.</param>
    /// <returns>The producer, when the server has made its own.</returns>
    /// <exception cref="InvalidStateException">Closed, or the track has ended.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing or invalid, among it <see cref="OnConnect"/> and <see cref="OnProduce"/>.</exception>
    /// <exception cref="UnsupportedException">The transport is for receiving, or there is no codec for the kind.</exception>
    public async Task<Producer> ProduceAsync(ProducerOptions options)
    {
        RequireOpen();
        IMediaStreamTrack track = Check.Given(options?.Track, "track");
        Check.Supported(Direction == TransportDirection.Send, "not a sending transport");
        Check.Supported(ClientNegotiation.CanSend(track.Kind, _sendRtpCapabilities), $"cannot produce {track.Kind.ToWireString()}");
        Check.State(track.ReadyState != MediaStreamTrackState.Ended, "track ended");
        RequireConnectListener();
        Check.That(OnProduce is not null, "no 'produce' listener set into this transport");
        Check.AppData(options!.AppData);
        try
        {
            return await _queue.EnqueueAsync(() => SendAsync(options, track));
        }
        catch (Exception)
        {
            if (options.StopTracks)
            {
                track.Stop();
            }

            throw;
        }
    }

    private async Task<Producer> SendAsync(ProducerOptions options, IMediaStreamTrack track)
    {
        HandlerSendResult sent = await Handler.SendAsync(new HandlerSendOptions
        {
            Track = track,
            StreamId = options.StreamId,
            Encodings = EncodingNormalization.Apply(options.Encodings),
            CodecOptions = options.CodecOptions,
            Codec = options.Codec,
            OnRtpSender = options.OnRtpSender,
        });
        try
        {
            RtpValidation.Validate(sent.RtpParameters);
            RequireOpen();
            Func<ProduceRequest, Task<string>> produce = OnProduce ?? throw new MediasoupException("no 'produce' listener set into this transport");
            string id = await produce(new ProduceRequest(track.Kind, sent.RtpParameters.Clone(), options.AppData));
            RequireOpen();
            var producer = new Producer(_access, ended => _producers.Remove(ended), id, sent, track, options);
            _producers.Add(producer);
            Observer.RaiseNewProducer(producer);
            return producer;
        }
        catch (Exception)
        {
            try
            {
                await Handler.StopSendingAsync(sent.LocalId);
            }
            catch (Exception error)
            {
                ClientLog.Warn(Component, "cannot stop sending what was not produced", error);
            }

            throw;
        }
    }
}
