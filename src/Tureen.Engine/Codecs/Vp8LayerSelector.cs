using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>
/// Selects temporal layers of VP8 and closes the gaps in picture ids and TL0PICIDX, by which a receiver would otherwise miss
/// the pictures left out (RFC 7741 §4.2).
/// </summary>
/// <remarks>
/// A layer is open when what its pictures may depend on has been sent: from a key frame on, or from a picture with the
/// layer sync bit on, which depends on the lowest layer alone.
/// </remarks>
internal sealed class Vp8LayerSelector : LayerSelector
{
    private const int AllLayers = 0b1111;

    private readonly SequenceRewriter _pictureIds = new(PictureIdField.Bits);
    private readonly SequenceRewriter _tl0Indexes = new(bits: 8);
    private int _openLayers = 1;
    private int _lastTemporalLayer = None;
    private int _picture = None;
    private bool _isPictureSent;

    protected override bool TrySelectCore(in PayloadDescriptor descriptor, ref bool marker, out PayloadRewrite rewrite)
    {
        rewrite = default;
        if (!descriptor.IsPresent || TargetTemporalLayer == None)
        {
            return false;
        }

        // 1. Where the numbers go on, and what was decided from outside.
        int age = descriptor.HasPictureId && _picture != None ? (_picture - descriptor.PictureId) & PictureIdField.Mask : 0;
        bool isOld = age is > 0 and <= PictureIdField.Mask / 2;
        if (IsSyncRequired || (isOld && age > PictureIdField.MaxAge))
        {
            Synchronize(descriptor);
            isOld = false;
        }

        if (CurrentTemporalLayer != _lastTemporalLayer)
        {
            _openLayers = UpTo(Math.Max(CurrentTemporalLayer, 0));
        }

        // 2. A picture is sent whole or not at all.
        if (!isOld)
        {
            bool isKnown = descriptor.HasPictureId && descriptor.PictureId == _picture;
            if (!isKnown)
            {
                _isPictureSent = Decide(descriptor);
                _picture = descriptor.HasPictureId ? descriptor.PictureId : None;
            }

            if (!_isPictureSent)
            {
                Drop(descriptor);
                return false;
            }
        }

        // 3. An old one is sent if its layer is sent now and it was not left out when it was the newest.
        return !(isOld && descriptor.TemporalLayer > CurrentTemporalLayer) && TryMap(descriptor, out rewrite);
    }

    private void Synchronize(in PayloadDescriptor descriptor)
    {
        _picture = None;
        if (descriptor.HasPictureId)
        {
            _pictureIds.Sync(descriptor.PictureId - 1);
        }

        if (descriptor.HasTl0PictureIndex)
        {
            _tl0Indexes.Sync(descriptor.Tl0PictureIndex - 1);
        }
    }

    private bool Decide(in PayloadDescriptor descriptor)
    {
        int layer = descriptor.TemporalLayer;
        int bit = 1 << layer;
        bool isSent = layer <= TargetTemporalLayer;
        if (descriptor.IsKeyFrame)
        {
            _openLayers = AllLayers;
        }
        else if (isSent && descriptor.IsSwitchingPoint)
        {
            _openLayers |= bit;
        }
        else if (isSent)
        {
            isSent = (_openLayers & UpTo(layer)) == UpTo(layer);
        }

        // What is left out is what later pictures of the layer may depend on.
        if (!isSent)
        {
            _openLayers &= ~bit;
        }

        _openLayers = (_openLayers & UpTo(TargetTemporalLayer)) | 1;
        CurrentSpatialLayer = 0;
        CurrentTemporalLayer = _lastTemporalLayer = ReachedLayer(descriptor, isSent);
        return isSent;
    }

    /// <summary>A layer counts as sent when its first picture is; without layers in the stream there is the lowest.</summary>
    private int ReachedLayer(in PayloadDescriptor descriptor, bool isSent)
    {
        if (!descriptor.HasLayers)
        {
            return 0;
        }

        int reached = isSent ? Math.Max(CurrentTemporalLayer, descriptor.TemporalLayer) : CurrentTemporalLayer;
        int highestOpen = 31 - System.Numerics.BitOperations.LeadingZeroCount((uint)_openLayers);
        return Math.Max(0, Math.Min(reached, highestOpen));
    }

    private void Drop(in PayloadDescriptor descriptor)
    {
        if (!descriptor.HasPictureId)
        {
            return;
        }

        _pictureIds.Drop(descriptor.PictureId);
        if (descriptor.HasTl0PictureIndex && descriptor.TemporalLayer == 0)
        {
            _tl0Indexes.Drop(descriptor.Tl0PictureIndex);
        }
    }

    private bool TryMap(in PayloadDescriptor descriptor, out PayloadRewrite rewrite)
    {
        rewrite = default;
        if (!descriptor.HasPictureId)
        {
            return true;
        }

        ushort tl0 = 0;
        if (!_pictureIds.TryMap(descriptor.PictureId, out ushort pictureId)
            || (descriptor.HasTl0PictureIndex && !_tl0Indexes.TryMap(descriptor.Tl0PictureIndex, out tl0)))
        {
            return false;
        }

        rewrite = new PayloadRewrite(pictureId, (byte)tl0);
        return true;
    }

    private static int UpTo(int layer) => (2 << layer) - 1;
}
