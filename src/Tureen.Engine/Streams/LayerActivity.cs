using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Watches which spatial layers of a received stream flow.</summary>
internal sealed class LayerActivity(LayerDataCounters layers)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1500);

    private uint _active;
    private bool _isChanged;

    /// <summary>When it looks again; <see cref="Timestamp.Never"/> while it does not watch.</summary>
    public Timestamp DueAt { get; private set; } = Timestamp.Never;

    /// <summary>Watches from now on, if the stream has several spatial layers.</summary>
    public void Start(Timestamp now) => DueAt = layers.SpatialLayers > 1 ? now + Interval : DueAt;

    public void Stop() => DueAt = Timestamp.Never;

    public void HandleDeadline(Timestamp now)
    {
        if (now < DueAt)
        {
            return;
        }

        DueAt = now + Interval;
        uint active = 0;
        for (int layer = 0; layer < layers.SpatialLayers; layer++)
        {
            active |= layers.GetSpatialLayerBitrate(now, layer) > Bitrate.Zero ? 1u << layer : 0;
        }

        _isChanged |= active != _active;
        _active = active;
    }

    /// <summary>Whether a layer began or ceased to flow since the last call.</summary>
    public bool TakeChanged()
    {
        bool isChanged = _isChanged;
        _isChanged = false;
        return isChanged;
    }
}
