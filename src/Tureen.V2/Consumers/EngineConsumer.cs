using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>The engine's consumer behind a consumer of v2: it exists while the client has enabled that one on a transport.</summary>
internal sealed class EngineConsumer(Consumer consumer, Room room, JsonObject rtpParameters, ComponentLog log)
{
    private readonly string _outboundId = Guid.NewGuid().ToString();
    private Tureen.Consumer? _core;
    private bool _isPaused;
    private bool _isBeingEnabled;

    /// <summary>What carries it; null while it is not enabled.</summary>
    public Transport? Transport { get; private set; }

    private bool ShouldPause => consumer.LocallyPaused || consumer.RemotelyPaused;

    /// <summary>With the gate held: the client, or a streamer, wants the media on a transport.</summary>
    /// <exception cref="InvalidStateException">It, or the transport, is closed, or it is enabled already.</exception>
    /// <exception cref="MediasoupException">Nothing of the producer fits the peer.</exception>
    public async Task EnableAsync(Transport transport, bool isPaused, string? preferredProfile)
    {
        // 1. Once.
        if (consumer.Closed || Transport is not null || _isBeingEnabled)
        {
            throw new InvalidStateException(consumer.Closed ? "Consumer closed" : "Consumer already enabled");
        }

        // 2. As the client wants it from the beginning.
        consumer.SetRemotelyPaused(isPaused, null);
        if (preferredProfile is not null)
        {
            consumer.SetRemotePreferredProfile(preferredProfile);
        }

        // 3. In the engine.
        _isBeingEnabled = true;
        try
        {
            Tureen.Consumer core = await ConsumeAsync(transport).ConfigureAwait(false);
            lock (room.Gate)
            {
                Attach(core, transport);
                consumer.RaiseHandled();
            }
        }
        finally
        {
            _isBeingEnabled = false;
        }
    }

    /// <summary>The engine's producer was replaced: so is the engine's consumer.</summary>
    public async Task RenewAsync()
    {
        Transport? transport;
        Task<Tureen.Consumer> making;
        lock (room.Gate)
        {
            transport = Transport;
            if (consumer.Closed || transport is null || _isBeingEnabled)
            {
                return;
            }

            _core?.Close();
            making = ConsumeAsync(transport);
        }

        Tureen.Consumer core = await making.ConfigureAwait(false);
        lock (room.Gate)
        {
            if (Transport == transport)
            {
                Attach(core, transport);
            }
            else
            {
                core.Close();
            }
        }
    }

    /// <summary>With the gate held: the transport closed, and the engine's consumer with it.</summary>
    public void Detach()
    {
        _core = null;
        Transport = null;
    }

    /// <summary>With the gate held.</summary>
    public void Close()
    {
        _core?.Close();
        Detach();
    }

    /// <summary>With the gate held: what the consumer, or else the producer, prefers.</summary>
    public void ApplyPreference()
    {
        if (_core is { Type: ConsumerType.Simulcast or ConsumerType.Svc } core)
        {
            log.Watch(core.SetPreferredLayersAsync(PreferredLayers()), "setPreferredProfile()");
        }
    }

    /// <summary>With the gate held: what the application and the client want. The producer's pause is the engine's own.</summary>
    public void ApplyPaused()
    {
        bool isPaused = ShouldPause;
        if (_core is { } core && _isPaused != isPaused)
        {
            _isPaused = isPaused;
            log.Watch(isPaused ? core.PauseAsync() : core.ResumeAsync(), isPaused ? "pause()" : "resume()");
        }
    }

    /// <summary>With the gate held. Does nothing while nothing is sent.</summary>
    public void RequestKeyFrame()
    {
        if (_core is { } core)
        {
            log.Watch(core.RequestKeyFrameAsync(), "requestKeyFrame()");
        }
    }

    /// <summary>With the gate held: the statistics; none while it is not enabled.</summary>
    public Task<JsonArray> GetStatsAsync()
    {
        bool hasSource = consumer.EffectiveProfile is not Profile.None;
        return _core is { } core ? ReadStatsAsync(core, Transport?.Id, hasSource) : Task.FromResult(new JsonArray());
    }

    private async Task<JsonArray> ReadStatsAsync(Tureen.Consumer core, int? transportId, bool hasSource) => StreamStats.ToJson(
        await core.GetStatsAsync().ConfigureAwait(false), transportId, consumer.Source.Transport?.Id, hasSource, _outboundId);

    private Task<Tureen.Consumer> ConsumeAsync(Transport transport)
    {
        Tureen.Producer producer = consumer.Source.Core;
        RtpParameters parameters = ConsumerNegotiation.ToRtpParameters(rtpParameters, producer);
        _isPaused = ShouldPause;
        return transport.Core.ConsumeAsync(producer, parameters, _isPaused, PreferredLayers());
    }

    private ConsumerLayers PreferredLayers()
    {
        Producer source = consumer.Source;
        return source.Layers.LayersOf(consumer.PreferredProfile == Profile.Default ? source.PreferredProfile : consumer.PreferredProfile);
    }

    private void Attach(Tureen.Consumer core, Transport transport)
    {
        if (consumer.Closed || transport.Closed || core.Closed)
        {
            core.Close();
            throw new InvalidStateException(consumer.Closed ? "Consumer closed" : "Transport closed");
        }

        _core = core;
        Transport = transport;
        core.Started += () => HandleEffective(core, Profile.Default);
        core.OnLayersChange += layers => HandleEffective(core, consumer.Source.Layers.ProfileOf(layers));

        // What was asked for while the engine made the consumer.
        ApplyPaused();
        ApplyPreference();
        if (core.ProducerId != consumer.Source.Core.Id)
        {
            log.Watch(RenewAsync(), "renew()");
        }
    }

    private void HandleEffective(Tureen.Consumer core, Profile profile)
    {
        lock (room.Gate)
        {
            if (_core == core)
            {
                consumer.SetEffectiveProfile(profile);
            }
        }
    }
}
