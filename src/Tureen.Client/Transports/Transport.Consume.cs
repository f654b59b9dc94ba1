using Tureen.Ortc;

namespace Tureen.Client;

public sealed partial class Transport
{
    private readonly Lock _consumersGate = new();
    private readonly ConsumerBatch _pausing;
    private readonly ConsumerBatch _resuming;
    private readonly ConsumerBatch _closing;
    private List<PendingConsumer> _pendingConsumers = [];
    private List<PendingConsumer> _consuming = [];
    private bool _isConsuming;
    private bool _hasProbator;

    /// <summary>Receives what a Consumer of the server sends. All that is asked for in one turn is negotiated at once.</summary>
    /// <param name="options">What the server told of its Consumer.</param>
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
        var pending = new PendingConsumer(options, rtpParameters);
        bool isFirst;
        lock (_consumersGate)
        {
            _pendingConsumers.Add(pending);
            isFirst = !_isConsuming;
            _isConsuming = true;
        }

        if (isFirst)
        {
            _ = CreateConsumersAsync();
        }

        return await pending.Answer.Task;
    }

    internal void Forget(Consumer consumer)
    {
        _consumers.Remove(consumer);
        _pausing.Remove(consumer);
        _resuming.Remove(consumer);
        if (!Closed)
        {
            _closing.Add(consumer);
        }
    }

    internal void PauseConsumer(Consumer consumer)
    {
        _resuming.Remove(consumer);
        _pausing.Add(consumer);
    }

    internal void ResumeConsumer(Consumer consumer)
    {
        _pausing.Remove(consumer);
        _resuming.Add(consumer);
    }

    private async Task CreateConsumersAsync()
    {
        // What the caller asks for next in the same turn is still part of the batch.
        await Task.Yield();
        while (true)
        {
            List<PendingConsumer> batch;
            lock (_consumersGate)
            {
                batch = _pendingConsumers;
                _pendingConsumers = [];
                if (batch.Count == 0 || Closed)
                {
                    _isConsuming = false;
                    batch.ForEach(pending => pending.Answer.TrySetException(new InvalidStateException("transport closed")));
                    return;
                }

                _consuming = batch;
            }

            try
            {
                await _queue.EnqueueAsync(() => ReceiveAsync(batch));
            }
            catch (Exception error)
            {
                batch.ForEach(pending => pending.Answer.TrySetException(error));
            }
        }
    }

    private void RejectPendingConsumers()
    {
        lock (_consumersGate)
        {
            foreach (PendingConsumer pending in _pendingConsumers.Concat(_consuming))
            {
                pending.Answer.TrySetException(new InvalidStateException("transport closed"));
            }

            _pendingConsumers = [];
            _consuming = [];
        }
    }

    private async Task ReceiveAsync(List<PendingConsumer> batch)
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
            var consumer = new Consumer(this, pending, results[index]);
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
