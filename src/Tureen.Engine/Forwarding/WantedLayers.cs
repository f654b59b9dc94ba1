using Tureen.Engine.Codecs;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// The highest layers that any consumer of a video wants, so that its sender can stop encoding what nobody watches. More is reported at once, less after a while,
/// because viewers come back.
/// </summary>
internal sealed class WantedLayers
{
    /// <summary>How long less must be wanted before it is reported.</summary>
    public static readonly TimeSpan LowerDelay = TimeSpan.FromSeconds(5);

    private static readonly ProducerLayersWanted Nothing = new(LayerSelector.None, LayerSelector.None);

    private readonly EngineContext _context;
    private readonly ProducerCoreOptions _options;
    private readonly ProducerLayersWanted _all;
    private ProducerLayersWanted _reported;
    private Timestamp _lowerAt = Timestamp.Never;
    private bool _isStale = true;

    public WantedLayers(EngineContext context, ProducerCoreOptions options)
    {
        _context = context;
        _options = options;
        ScalabilityMode mode = ScalabilityMode.Parse(options.RtpParameters.Encodings[0].ScalabilityMode);
        int spatialLayers = Math.Max(options.RtpParameters.Encodings.Count, mode.SpatialLayers);
        _all = new ProducerLayersWanted(spatialLayers - 1, mode.TemporalLayers - 1);
        _reported = options.FarEnd is null ? _all : Nothing;
    }

    /// <summary>What there is.</summary>
    public ProducerLayersWanted All => _all;

    /// <summary>The highest layers that anybody has wanted recently; of audio only where another router asks.</summary>
    public ProducerLayersWanted Reported => _reported;

    /// <summary>At once when a consumer has changed; never for audio that comes from a client.</summary>
    public Timestamp NextDeadline => !IsFollowed ? Timestamp.Never : _isStale ? Timestamp.Zero : _lowerAt;

    private bool IsFollowed => _options.Kind == MediaKind.Video || _options.FarEnd is not null;

    /// <summary>A consumer came, went, was paused or resumed, or prefers other layers.</summary>
    public void HandleChange() => _isStale = true;

    /// <param name="now">The time.</param>
    /// <param name="consumers">Who consumes.</param>
    /// <param name="isObserved">Whether an observer listens, to audio.</param>
    public void HandleDeadline(Timestamp now, ReadOnlySpan<ConsumerCore> consumers, bool isObserved = false)
    {
        if (NextDeadline > now)
        {
            return;
        }

        _isStale = false;
        ProducerLayersWanted wanted = isObserved ? _all : Find(consumers);
        if (wanted == _reported)
        {
            _lowerAt = Timestamp.Never;
        }
        else if (IsMore(wanted, _reported) || now >= _lowerAt)
        {
            _lowerAt = Timestamp.Never;
            _reported = wanted;
            Report(wanted);
        }
        else if (_lowerAt.IsNever)
        {
            _lowerAt = now + LowerDelay;
        }
    }

    private void Report(ProducerLayersWanted wanted)
    {
        if (_options.Kind == MediaKind.Video)
        {
            _context.Events.Enqueue(new ProducerLayersWantedEvent(_options.Id, wanted));
        }

        _options.FarEnd?.HandleChange();
    }

    private ProducerLayersWanted Find(ReadOnlySpan<ConsumerCore> consumers)
    {
        int spatial = LayerSelector.None;
        int temporal = LayerSelector.None;
        foreach (ConsumerCore consumer in consumers)
        {
            if (consumer.IsWanted)
            {
                ConsumerLayers? own = consumer.PreferredLayers;
                spatial = Math.Max(spatial, own?.SpatialLayer ?? _all.SpatialLayer);
                temporal = Math.Max(temporal, own?.TemporalLayer ?? _all.TemporalLayer);
            }
        }

        return spatial == LayerSelector.None ? Nothing : new ProducerLayersWanted(spatial, temporal);
    }

    private static bool IsMore(ProducerLayersWanted wanted, ProducerLayersWanted reported) =>
        wanted.SpatialLayer > reported.SpatialLayer || wanted.TemporalLayer > reported.TemporalLayer;
}
