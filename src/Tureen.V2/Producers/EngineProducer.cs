namespace Tureen.V2;

/// <summary>The engine's producer behind a producer of v2; another one may take its place.</summary>
/// <param name="producer">The producer of v2.</param>
/// <param name="source">Makes it; null for one that the application made on a v3 transport, and that therefore stays when v2's closes.</param>
/// <param name="core">The first one.</param>
/// <param name="labels">The profiles of its streams or layers.</param>
internal sealed class EngineProducer(Producer producer, ProducerSource? source, Tureen.Producer core, IReadOnlyList<Profile> labels)
{
    public Tureen.Producer Core { get; private set; } = core;

    public ProfileLayers Layers { get; private set; } = new(labels);

    private Lock Gate => producer.Peer.Room.Gate;

    /// <summary>With the gate held: listens to the engine's producer.</summary>
    public void Watch()
    {
        if (source is { Negotiation.IsNamedByRidOnly: true })
        {
            Core.UnnamedStream += ssrc => producer.Log.Watch(RebindAsync(source, ssrc), "rebind()");
        }
        else if (source is null)
        {
            Core.Observer.OnClose += () => Locked(() => producer.Close(Originator.Remote, null));
            Core.Observer.OnPause += () => Locked(() => HandlePaused(isPaused: true));
            Core.Observer.OnResume += () => Locked(() => HandlePaused(isPaused: false));
        }
    }

    /// <summary>With the gate held.</summary>
    public void ApplyPaused() =>
        producer.Log.Watch(producer.Paused ? Core.PauseAsync() : Core.ResumeAsync(), producer.Paused ? "pause()" : "resume()");

    /// <summary>With the gate held.</summary>
    public void Close()
    {
        if (source is not null)
        {
            Core.Close();
        }
    }

    /// <summary>
    /// The client announced RIDs and sends one stream without: Firefox's simulcast with mediasoup-client 2. That stream is the
    /// producer.
    /// </summary>
    private async Task RebindAsync(ProducerSource maker, uint ssrc)
    {
        // 1. The old one goes, so that its MID is free.
        Task<Tureen.Producer> making;
        bool wasPaused;
        lock (Gate)
        {
            if (producer.Closed)
            {
                return;
            }

            Core.Close();
            wasPaused = producer.Paused;
            making = maker.ProduceAsync(wasPaused, ssrc);
        }

        // 2. The new one takes its place.
        Tureen.Producer renewed = await making.ConfigureAwait(false);
        Consumer[] consumers;
        lock (Gate)
        {
            if (producer.Closed)
            {
                renewed.Close();
                return;
            }

            Core = renewed;
            Layers = new ProfileLayers([Profile.Default]);
            consumers = producer.Consumers;
            if (producer.Paused != wasPaused)
            {
                ApplyPaused();
            }
        }

        // 3. And so do the consumers.
        foreach (Consumer consumer in consumers)
        {
            await consumer.RenewAsync().ConfigureAwait(false);
        }
    }

    private void HandlePaused(bool isPaused)
    {
        if (producer.Paused != isPaused)
        {
            producer.SetRemotelyPaused(isPaused, null);
        }
    }

    private void Locked(Action action)
    {
        lock (Gate)
        {
            action();
        }
    }
}
