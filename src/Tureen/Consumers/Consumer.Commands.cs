using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen;

public sealed partial class Consumer
{
    private const int MaxPriority = 255;

    /// <summary>Gets the state of the consumer.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<ConsumerDump> DumpAsync() =>
        await Request((core, _, _) => core.Dump()).ConfigureAwait(false);

    /// <summary>Gets the statistics of what is sent, and of the stream of the producer that it comes from.</summary>
    /// <returns>The sent stream, then the received one if there is one.</returns>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<IReadOnlyList<RtpStats>> GetStatsAsync() =>
        await Request((core, now, _) => core.GetStats(now)).ConfigureAwait(false);

    /// <summary>Stops sending.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task PauseAsync()
    {
        _log.Debug("pause()");
        await Request(
            (core, _, _) =>
            {
                core.Pause();
                return true;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Sends again. Video begins with a key frame, which the consumer requests.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ResumeAsync()
    {
        _log.Debug("resume()");
        await Request(
            (core, now, sink) =>
            {
                core.Resume(now, sink);
                return false;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Chooses the layers to send at most. Without effect on consumers without layers.</summary>
    /// <param name="preferredLayers">The layers; a number that is too high selects the highest.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The layers are missing or negative.</exception>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task SetPreferredLayersAsync(ConsumerLayers preferredLayers)
    {
        _log.Debug("setPreferredLayers()");
        Check.Given(preferredLayers);
        Check.That(preferredLayers.SpatialLayer >= 0, "negative spatialLayer");
        Check.That(preferredLayers.TemporalLayer is null or >= 0, "negative temporalLayer");
        await Request(
            (core, now, sink) => core.SetPreferredLayers(now, preferredLayers, sink),
            layers => _preferredLayers = layers).ConfigureAwait(false);
    }

    /// <summary>Sets the consumer's share in the bandwidth of its transport.</summary>
    /// <param name="priority">1 to 255; a higher one is served first.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The priority is out of range.</exception>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task SetPriorityAsync(int priority)
    {
        _log.Debug("setPriority()");
        Check.That(priority is >= 1 and <= MaxPriority, $"invalid priority {priority}, not within 1..{MaxPriority}");
        await Request(
            (core, now, sink) => core.SetPriority(now, priority, sink),
            value => _priority = value).ConfigureAwait(false);
    }

    /// <summary>Sets the priority to 1.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task UnsetPriorityAsync() => SetPriorityAsync(1);

    /// <summary>Asks the producer for a key frame. Does nothing for audio and while nothing is sent.</summary>
    /// <returns>Completes when the worker has handled the request.</returns>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task RequestKeyFrameAsync()
    {
        _log.Debug("requestKeyFrame()");
        await Request((core, now, sink) =>
        {
            core.RequestKeyFrame(now, sink);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Selects what <see cref="OnTrace"/> reports, and replaces the selection before.</summary>
    /// <param name="types">What is traced; unknown values are ignored, null or empty for nothing.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task EnableTraceEventAsync(params IEnumerable<ConsumerTraceEventType>? types)
    {
        ConsumerTraceEventType[] known = Check.Known(types);
        await Request((core, _, _) => core.TraceEventTypes = known).ConfigureAwait(false);
    }

    /// <summary>On the worker's thread.</summary>
    internal ConsumerCore Alive() => _core.IsClosed ? throw new NotFoundException($"Consumer not found [consumerId:{Id}]") : _core;

    private Task<T> Request<T>(Func<ConsumerCore, Timestamp, IDatagramSink, T> command, Func<T, T>? onAnswer = null) =>
        _transport.Channel.RequestAsync(
            (now, sink) => command(
                Alive(), now, sink),
            onAnswer ?? (static answer => answer));
}
