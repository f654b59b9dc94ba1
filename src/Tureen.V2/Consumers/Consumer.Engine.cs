using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

public sealed partial class Consumer
{
    private readonly string _outboundId = Guid.NewGuid().ToString();
    private Tureen.Consumer? _core;
    private bool _isCorePaused;
    private bool _isBeingEnabled;

    /// <summary>Asks the client of the producer for a key frame. Does nothing for audio, and while nothing is sent.</summary>
    public void RequestKeyFrame()
    {
        lock (_room.Gate)
        {
            if (!_closed && _core is { } core && !Paused && Kind == MediaKind.Video)
            {
                _log.Watch(core.RequestKeyFrameAsync(), "requestKeyFrame()");
            }
        }
    }

    /// <summary>Gets the statistics of the stream that is sent, and of the producer's stream that it comes from.</summary>
    /// <returns>Nothing while it is not enabled; one object while nothing is sent, else two.</returns>
    /// <exception cref="InvalidStateException">The consumer is closed.</exception>
    public async Task<JsonArray> GetStatsAsync()
    {
        Tureen.Consumer? core;
        int? transportId;
        bool hasSource;
        lock (_room.Gate)
        {
            if (_closed)
            {
                throw new InvalidStateException("Consumer closed");
            }

            core = _core;
            transportId = Transport?.Id;
            hasSource = EffectiveProfile is not Profile.None;
        }

        return core is null
            ? []
            : StreamStats.ToJson(
                await core.GetStatsAsync().ConfigureAwait(false), transportId, Source.Transport?.Id, hasSource, _outboundId);
    }

    /// <summary>Called with the gate held: the client, or a streamer, wants the media on a transport.</summary>
    /// <exception cref="InvalidStateException">It, or the transport, is closed, or it is enabled already.</exception>
    /// <exception cref="MediasoupException">Nothing of the producer fits the peer.</exception>
    internal async Task EnableAsync(Transport transport, bool isPaused, string? preferredProfile)
    {
        // 1. Once.
        if (_closed || Enabled || _isBeingEnabled)
        {
            throw new InvalidStateException(_closed ? "Consumer closed" : "Consumer already enabled");
        }

        // 2. As the client wants it from the beginning.
        SetRemotelyPaused(isPaused, null);
        if (preferredProfile is not null)
        {
            SetRemotePreferredProfile(preferredProfile);
        }

        // 3. In the engine.
        _isBeingEnabled = true;
        try
        {
            Tureen.Consumer core = await ConsumeAsync(transport).ConfigureAwait(false);
            lock (_room.Gate)
            {
                Attach(core, transport);
                Raise("handled", OnHandled);
            }
        }
        finally
        {
            _isBeingEnabled = false;
        }
    }

    /// <summary>The engine's producer was replaced: so is the engine's consumer.</summary>
    internal async Task RenewAsync()
    {
        Transport? transport;
        Task<Tureen.Consumer> making;
        lock (_room.Gate)
        {
            transport = Transport;
            if (_closed || transport is null || _isBeingEnabled)
            {
                return;
            }

            _core?.Close();
            making = ConsumeAsync(transport);
        }

        Tureen.Consumer core = await making.ConfigureAwait(false);
        lock (_room.Gate)
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

    /// <summary>With the gate held: its transport closed.</summary>
    internal void Unhandle()
    {
        if (!_closed)
        {
            _core = null;
            Transport = null;
            Raise("unhandled", OnUnhandled);
        }
    }

    /// <summary>With the gate held: what the consumer, or else the producer, prefers.</summary>
    internal void ApplyPreference()
    {
        if (_core is { Type: ConsumerType.Simulcast or ConsumerType.Svc } core)
        {
            _log.Watch(core.SetPreferredLayersAsync(PreferredLayers()), "setPreferredProfile()");
        }
    }

    private Task<Tureen.Consumer> ConsumeAsync(Transport transport)
    {
        Tureen.Producer producer = Source.Core;
        RtpParameters parameters = ConsumerNegotiation.ToRtpParameters(_rtpParameters, producer);
        _isCorePaused = LocallyPaused || RemotelyPaused;
        return transport.Core.ConsumeAsync(producer, parameters, _isCorePaused, PreferredLayers());
    }

    private ConsumerLayers PreferredLayers() =>
        Source.Layers.LayersOf(PreferredProfile == Profile.Default ? Source.PreferredProfile : PreferredProfile);

    private void Attach(Tureen.Consumer core, Transport transport)
    {
        if (_closed || transport.Closed || core.Closed)
        {
            core.Close();
            throw new InvalidStateException(_closed ? "Consumer closed" : "Transport closed");
        }

        _core = core;
        Transport = transport;
        core.Started += () => HandleEffective(core, Profile.Default);
        core.OnLayersChange += layers => HandleEffective(core, Source.Layers.ProfileOf(layers));

        // What was asked for while the engine made the consumer.
        ApplyPaused();
        ApplyPreference();
        if (core.ProducerId != Source.Core.Id)
        {
            _log.Watch(RenewAsync(), "renew()");
        }
    }

    private void ApplyPaused()
    {
        bool isPaused = LocallyPaused || RemotelyPaused;
        if (_core is { } core && _isCorePaused != isPaused)
        {
            _isCorePaused = isPaused;
            _log.Watch(isPaused ? core.PauseAsync() : core.ResumeAsync(), isPaused ? "pause()" : "resume()");
        }
    }

    private void HandleEffective(Tureen.Consumer core, Profile profile)
    {
        lock (_room.Gate)
        {
            if (_core != core || EffectiveProfile == profile)
            {
                return;
            }

            EffectiveProfile = profile;
            Notify("consumerEffectiveProfileChanged", null, "profile", profile.ToText());
            Raise("effectiveprofilechange", OnEffectiveProfileChange, profile);
        }
    }

    private async Task ReportAsync()
    {
        if (Owner is null || Paused || !Enabled)
        {
            return;
        }

        JsonArray stats = await GetStatsAsync().ConfigureAwait(false);
        lock (_room.Gate)
        {
            if (Reports.IsEnabled)
            {
                Notify("consumerStats", null, "stats", stats);
            }
        }


    }
}
