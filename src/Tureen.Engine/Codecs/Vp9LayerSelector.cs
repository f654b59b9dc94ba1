using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>
/// Selects spatial and temporal layers of VP9 (RFC 9628). A higher spatial layer begins at a key frame, a higher temporal
/// layer where the sender says that nothing older is needed; the way down is taken at the end of a frame.
/// </summary>
/// <param name="spatialLayers">Spatial layers that were announced; packets of others are not sent.</param>
/// <param name="temporalLayers">Temporal layers that were announced.</param>
/// <param name="isKSvc">Spatial layers depend on each other in key pictures alone, so only one layer of other pictures is sent.</param>
internal sealed class Vp9LayerSelector(int spatialLayers, int temporalLayers, bool isKSvc) : LayerSelector
{
    private readonly LayerHistory _history = new();
    private readonly SentFrames _sent = new(PictureIdField.Bits);
    private int _picture = None;
    private int _brokenPicture = None;
    private int _highestOfPicture = None;

    protected override bool TrySelectCore(in PayloadDescriptor descriptor, ref bool marker, out PayloadRewrite rewrite)
    {
        rewrite = default;
        if (!descriptor.IsPresent
            || TargetSpatialLayer == None
            || TargetTemporalLayer == None
            || descriptor.SpatialLayer >= spatialLayers
            || descriptor.TemporalLayer >= temporalLayers)
        {
            return false;
        }

        // 1. A late packet is judged as its picture was.
        int age = descriptor.HasPictureId && _picture != None ? (_picture - descriptor.PictureId) & PictureIdField.Mask : 0;
        bool isOld = age is > 0 and <= PictureIdField.Mask / 2;
        if (IsSyncRequired || (isOld && age > PictureIdField.MaxAge))
        {
            _history.Clear();
            _sent.Clear();
            _picture = None;
            _brokenPicture = None;
        }
        else if (isOld)
        {
            return _history.TryFind(descriptor.PictureId, out int spatial, out int temporal)
                && IsWithin(descriptor, spatial, temporal, ref marker);
        }

        bool isFirst = !descriptor.HasPictureId || descriptor.PictureId != _picture;
        Advance(descriptor);

        // 2. The way up comes before the decision, the way down after it.
        int spatialBefore = CurrentSpatialLayer;
        int temporalBefore = CurrentTemporalLayer;
        GoUp(descriptor, isFirst);
        bool isSent = IsWithin(descriptor, CurrentSpatialLayer, CurrentTemporalLayer, ref marker) && HasReferences(descriptor);
        Remember(descriptor, isSent);
        GoDown(descriptor, ref marker);
        if ((CurrentSpatialLayer, CurrentTemporalLayer) != (spatialBefore, temporalBefore))
        {
            _history.Add(descriptor.PictureId, CurrentSpatialLayer, CurrentTemporalLayer);
        }

        return isSent;
    }

    private void Advance(in PayloadDescriptor descriptor)
    {
        if (!descriptor.HasPictureId || descriptor.PictureId == _picture)
        {
            return;
        }

        if (_picture == None)
        {
            _history.Add(descriptor.PictureId, CurrentSpatialLayer, CurrentTemporalLayer);
        }

        _picture = descriptor.PictureId;
        _highestOfPicture = None;
        _history.Advance(descriptor.PictureId);
    }

    private void GoUp(in PayloadDescriptor descriptor, bool isFirst)
    {
        // 1. Nothing after a key frame depends on what came before it, so all layers can begin; but what overtook its first
        // packet has been judged by the layers before.
        if (descriptor.IsKeyFrame && isFirst)
        {
            _sent.Clear();
            CurrentSpatialLayer = TargetSpatialLayer;
            CurrentTemporalLayer = TargetTemporalLayer;
            return;
        }

        // 2. A switching point of a layer that is sent: higher ones depend on nothing older than this picture above that layer.
        if (TargetTemporalLayer <= CurrentTemporalLayer || !descriptor.IsFrameStart)
        {
            return;
        }

        if (descriptor.IsSwitchingPoint && descriptor.TemporalLayer <= CurrentTemporalLayer)
        {
            CurrentTemporalLayer = TargetTemporalLayer;
            return;
        }

        // 3. A switching point of a higher layer, or a picture there whose references are known to be sent.
        bool isAbove = descriptor.TemporalLayer > CurrentTemporalLayer && descriptor.TemporalLayer <= TargetTemporalLayer;
        bool isOpen = descriptor.References.IsKnown ? HasReferences(descriptor) : descriptor.IsSwitchingPoint || CurrentTemporalLayer == None;
        bool isWhole = !descriptor.HasPictureId || descriptor.PictureId != _brokenPicture;
        if (isAbove && isOpen && isWhole)
        {
            CurrentTemporalLayer = descriptor.TemporalLayer;
        }
    }

    private void GoDown(in PayloadDescriptor descriptor, ref bool marker)
    {
        if (!descriptor.IsFrameEnd)
        {
            return;
        }

        // Where a packet of a higher layer has overtaken this one, the picture does not end here.
        bool isEnd = !isKSvc && descriptor.SpatialLayer == TargetSpatialLayer && _highestOfPicture <= TargetSpatialLayer;
        if (isEnd && TargetSpatialLayer < CurrentSpatialLayer)
        {
            CurrentSpatialLayer = TargetSpatialLayer;
            marker = true;
        }

        if (TargetTemporalLayer < CurrentTemporalLayer && descriptor.TemporalLayer <= TargetTemporalLayer)
        {
            CurrentTemporalLayer = TargetTemporalLayer;
        }
    }

    /// <summary>Whether the packet belongs to these layers; the last packet of the highest one ends the picture.</summary>
    private bool IsWithin(in PayloadDescriptor descriptor, int spatial, int temporal, ref bool marker)
    {
        bool isOtherKSvcLayer = isKSvc && descriptor.IsInterPicturePredicted && descriptor.SpatialLayer != spatial;
        if (descriptor.SpatialLayer > spatial || descriptor.TemporalLayer > temporal || isOtherKSvcLayer)
        {
            return false;
        }

        marker |= descriptor.SpatialLayer == spatial && descriptor.IsFrameEnd;
        return true;
    }

    private bool HasReferences(in PayloadDescriptor descriptor) =>
        !descriptor.HasPictureId
        || _sent.HasAll(descriptor.PictureId, descriptor.SpatialLayer, descriptor.References);

    private void Remember(in PayloadDescriptor descriptor, bool isSent)
    {
        if (!descriptor.HasPictureId)
        {
            return;
        }

        _sent.Add(descriptor.PictureId, descriptor.SpatialLayer, isSent);
        if (isSent)
        {
            _highestOfPicture = Math.Max(_highestOfPicture, descriptor.SpatialLayer);
        }
        else
        {
            _brokenPicture = descriptor.PictureId;
        }
    }
}
