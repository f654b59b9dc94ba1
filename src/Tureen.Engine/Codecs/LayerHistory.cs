using Tureen.Engine.Primitives;

namespace Tureen.Engine.Codecs;

/// <summary>Which layers were sent since which picture, so that a packet that comes late is judged as its picture was.</summary>
/// <remarks>A ring: with more changes than it holds, the oldest entry speaks for all pictures before it.</remarks>
internal sealed class LayerHistory
{
    private const int Capacity = 32;

    private readonly (ushort PictureId, sbyte Spatial, sbyte Temporal)[] _changes = new (ushort, sbyte, sbyte)[Capacity];
    private int _newest = -1;
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>These layers are sent from this picture on, which is not older than those before.</summary>
    public void Add(ushort pictureId, int spatialLayer, int temporalLayer)
    {
        var change = (pictureId, (sbyte)spatialLayer, (sbyte)temporalLayer);
        if (_count > 0 && _changes[_newest].PictureId == pictureId)
        {
            _changes[_newest] = change;
            return;
        }

        _newest = (_newest + 1) % Capacity;
        _changes[_newest] = change;
        _count = Math.Min(_count + 1, Capacity);
    }

    /// <summary>A newer picture came; forgets the pictures that no late packet can belong to, before the numbers wrap.</summary>
    public void Advance(ushort pictureId)
    {
        if (_count > 0 && ((pictureId - _changes[_newest].PictureId) & PictureIdField.Mask) > PictureIdField.MaxAge)
        {
            _changes[_newest].PictureId = (ushort)((pictureId - PictureIdField.MaxAge) & PictureIdField.Mask);
            _count = 1;
        }
    }

    /// <summary>The layers that were sent when this picture was the newest; false for one from before all that is known.</summary>
    public bool TryFind(ushort pictureId, out int spatialLayer, out int temporalLayer)
    {
        for (int back = 0; back < _count; back++)
        {
            (ushort since, sbyte spatial, sbyte temporal) = _changes[(_newest + Capacity - back) % Capacity];
            int age = (pictureId - since) & PictureIdField.Mask;
            if (age == 0 || SerialNumber.IsHigher(pictureId, since, PictureIdField.Bits))
            {
                spatialLayer = spatial;
                temporalLayer = temporal;
                return true;
            }
        }

        spatialLayer = LayerSelector.None;
        temporalLayer = LayerSelector.None;
        return false;
    }
}
