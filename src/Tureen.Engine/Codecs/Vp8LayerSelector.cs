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
    private const int Layers = 4;
    private const int AllLayers = (1 << Layers) - 1;

    private readonly SequenceRewriter _pictureIds = new(PictureIdField.Bits);
    private readonly SequenceRewriter _tl0Indexes = new(bits: 8);
    private readonly SentFrames _sent = new(PictureIdField.Bits);
    private readonly int[] _openSince = new int[Layers];
    private int _openLayers = 1;
    private int _lastTemporalLayer = None;
    private int _picture = None;

    protected override bool TrySelectCore(in PayloadDescriptor descriptor, ref bool marker, out PayloadRewrite rewrite)
    {
        rewrite = default;
        if (!descriptor.IsPresent || TargetTemporalLayer == None || descriptor.TemporalLayer >= Layers)
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
            NoteOpening(AllLayers, descriptor.PictureId);
        }

        // 2. A picture is sent whole or not at all.
        if (!descriptor.HasPictureId)
        {
            return Decide(descriptor);
        }

        bool isKnown = _sent.TryGet(descriptor.PictureId, 0, out bool isSent);
        if (!isKnown || (descriptor.IsKeyFrame && isSent && !isOld))
        {
            isSent = isOld ? IsAfterOpening(descriptor) : Decide(descriptor);
            _sent.Add(descriptor.PictureId, 0, isSent);
        }

        _picture = isOld ? _picture : descriptor.PictureId;
        if (isSent)
        {
            return TryMap(descriptor, out rewrite);
        }

        Drop(descriptor);
        return false;
    }

    private void Synchronize(in PayloadDescriptor descriptor)
    {
        _sent.Clear();
        _picture = None;
        NoteOpening(AllLayers, descriptor.PictureId);
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
            NoteOpening(AllLayers & ~_openLayers, descriptor.PictureId);
            _openLayers = AllLayers;
        }
        else if (isSent && descriptor.IsSwitchingPoint)
        {
            NoteOpening(bit & ~_openLayers, descriptor.PictureId);
            _openLayers |= bit;
        }
        else if (isSent)
        {
            isSent = (_openLayers & UpTo(layer)) == UpTo(layer);
        }

        // Later pictures of the layer may depend on the picture that is left out.
        if (!isSent)
        {
            _openLayers &= ~bit;
        }

        _openLayers = (_openLayers & UpTo(TargetTemporalLayer)) | 1;
        CurrentSpatialLayer = 0;
        CurrentTemporalLayer = _lastTemporalLayer = ReachedLayer(descriptor, isSent);
        return isSent;
    }

    private void NoteOpening(int layers, int pictureId)
    {
        for (int layer = 0; layer < Layers; layer++)
        {
            _openSince[layer] = (layers & (1 << layer)) != 0 ? pictureId : _openSince[layer];
        }
    }

    /// <summary>A complete picture that comes late is sent if its layer and those below were open when it was due.</summary>
    private bool IsAfterOpening(in PayloadDescriptor descriptor)
    {
        for (int layer = 1; layer <= descriptor.TemporalLayer; layer++)
        {
            int age = (descriptor.PictureId - _openSince[layer]) & PictureIdField.Mask;
            if ((_openLayers & (1 << layer)) == 0 || age > PictureIdField.Mask / 2)
            {
                return false;
            }
        }

        return true;
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
        _pictureIds.Drop(descriptor.PictureId);
        if (descriptor.HasTl0PictureIndex && descriptor.TemporalLayer == 0)
        {
            _tl0Indexes.Drop(descriptor.Tl0PictureIndex);
        }
    }

    private bool TryMap(in PayloadDescriptor descriptor, out PayloadRewrite rewrite)
    {
        rewrite = default;
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
