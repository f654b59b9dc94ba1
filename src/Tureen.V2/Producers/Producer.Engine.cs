using System.Text.Json.Nodes;

namespace Tureen.V2;

public sealed partial class Producer
{
    /// <summary>Gets the statistics of each received stream.</summary>
    /// <returns>One object a stream; none before media comes.</returns>
    /// <exception cref="InvalidStateException">The producer is closed.</exception>
    public async Task<JsonArray> GetStatsAsync()
    {
        if (_closed)
        {
            throw new InvalidStateException("Producer closed");
        }

        return StreamStats.ToJson(await Core.GetStatsAsync().ConfigureAwait(false), Transport?.Id);
    }

    /// <summary>With the gate held: listens to the engine's producer.</summary>
    internal void Watch()
    {
        if (_source is { Negotiation.IsNamedByRidOnly: true })
        {
            Core.UnnamedStream += ssrc => _log.Watch(RebindAsync(ssrc), "rebind()");
        }
        else if (_source is null)
        {
            Core.Observer.OnClose += () => Locked(() => Close(Originator.Remote, null));
            Core.Observer.OnPause += () => Locked(() => HandleEnginePaused(isPaused: true));
            Core.Observer.OnResume += () => Locked(() => HandleEnginePaused(isPaused: false));
        }
    }

    /// <summary>A v3 producer that a peer of v2 shows to the others.</summary>
    internal static Producer Adopt(Peer peer, int id, Tureen.Producer core, JsonNode? appData)
    {
        (ConsumableMedia consumable, IReadOnlyList<Profile> labels) = AdoptedMedia.Describe(core, peer.Room.Capabilities);
        return new Producer(peer, id, core.Kind, AdoptedMedia.Parameters(core), consumable, labels, core)
        {
            AppData = appData,
            IsRemotelyPausedAtFirst = core.Paused,
        };
    }

    /// <summary>
    /// The client announced RIDs and sends one stream without: Firefox's simulcast with mediasoup-client 2. That stream is the
    /// producer.
    /// </summary>
    private async Task RebindAsync(uint ssrc)
    {
        // 1. The old one goes, so that its MID is free.
        Task<Tureen.Producer> making;
        bool wasPaused;
        lock (Gate)
        {
            if (_closed)
            {
                return;
            }

            Core.Close();
            wasPaused = Paused;
            making = _source!.ProduceAsync(wasPaused, ssrc);
        }

        // 2. The new one takes its place.
        Tureen.Producer core = await making.ConfigureAwait(false);
        Consumer[] consumers;
        lock (Gate)
        {
            if (_closed)
            {
                core.Close();
                return;
            }

            Core = core;
            Layers = new ProfileLayers([Profile.Default]);
            consumers = [.. _consumers];
            if (Paused != wasPaused)
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

    private void HandleEnginePaused(bool isPaused)
    {
        if (Paused != isPaused)
        {
            SetRemotelyPaused(isPaused, null);
        }
    }

    private void Locked(Action action)
    {
        lock (Gate)
        {
            action();
        }
    }

    private async Task ReportAsync()
    {
        if (Paused)
        {
            return;
        }

        JsonArray stats = await GetStatsAsync().ConfigureAwait(false);
        lock (Gate)
        {
            JsonObject notification = Messages.Notification("producerStats");
            notification["id"] = Id;
            notification["stats"] = stats;
            if (Reports.IsEnabled)
            {
                Peer.Notify(notification);
            }
        }
    }
}
