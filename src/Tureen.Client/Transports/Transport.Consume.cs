using Tureen.Ortc;

namespace Tureen.Client;

public sealed partial class Transport
{
    /// <summary>Receives what a Consumer of the server sends. All calls of one turn are negotiated at once.</summary>
    /// <param name="options">What the server sent about its Consumer.</param>
    /// <returns>The consumer, with its track.</returns>
    /// <exception cref="InvalidStateException">Closed, also meanwhile.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing or invalid, among it <see cref="OnConnect"/>.</exception>
    /// <exception cref="UnsupportedException">The transport is for sending, or the codec cannot be received.</exception>
    public async Task<Consumer> ConsumeAsync(ConsumerOptions options)
    {
        RequireOpen();
        Check.Supported(Direction == TransportDirection.Recv, "not a receiving transport");
        Check.Given(options, "options");
        Check.Text(options.Id, "id");
        Check.Text(options.ProducerId, "producerId");
        Check.Kind(options.Kind);
        RequireConnectListener();
        Check.AppData(options.AppData);
        RtpParameters rtpParameters = Check.Given(options.RtpParameters, "rtpParameters").Clone();
        Check.Supported(ClientNegotiation.CanReceive(rtpParameters, _recvRtpCapabilities), "cannot consume this Producer");
        return await _pending.AddAsync(new PendingConsumer(options, rtpParameters));
    }

    private async Task ReceiveAsync(IReadOnlyList<PendingConsumer> batch)
    {
        IReadOnlyList<HandlerReceiveResult> results = await Handler.ReceiveAsync([.. batch.Select(pending => new HandlerReceiveOptions
        {
            TrackId = pending.Options.Id!,
            Kind = pending.Options.Kind!.Value,
            RtpParameters = pending.RtpParameters.Clone(),
            StreamId = pending.Options.StreamId,
            OnRtpReceiver = pending.Options.OnRtpReceiver,
        })]);
        RequireOpen();
        RtpParameters? video = null;
        for (int index = 0; index < results.Count; index++)
        {
            PendingConsumer pending = batch[index];
            var consumer = new Consumer(_consumers, pending, results[index]);
            _consumers.Add(consumer);
            if (consumer.Kind == MediaKind.Video)
            {
                video ??= pending.RtpParameters;
            }

            Observer.RaiseNewConsumer(consumer);
            pending.Answer.TrySetResult(consumer);
        }

        if (video is not null && !_hasProbator)
        {
            await ReceiveProbatorAsync(video);
        }
    }

    private async Task ReceiveProbatorAsync(RtpParameters video)
    {
        try
        {
            RtpParameters parameters = ClientNegotiation.GenerateProbatorRtpParameters(video);
            await Handler.ReceiveAsync([new HandlerReceiveOptions { TrackId = "probator", Kind = MediaKind.Video, RtpParameters = parameters }]);
            _hasProbator = true;
        }
        catch (Exception error)
        {
            ClientLog.Error(Component, "cannot receive bandwidth probes", error);
        }
    }
}
