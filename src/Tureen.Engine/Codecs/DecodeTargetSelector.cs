using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Codecs;

/// <summary>
/// Selects layers of AV1 and H264 by decode targets (AV1 RTP payload format, appendix A.4). Of all targets within the wanted
/// layers it sends the highest one, that is, the frames that the sender made for this target, with K-SVC or without.
/// </summary>
/// <remarks>
/// Another target is taken where the frame says "switch" for it and all that the frame needs was sent, at a key frame, or between two pictures when
/// all its frames were sent already. A frame is sent whole or not at all. Streams without dependency descriptor are sent as they are.
/// </remarks>
internal sealed class DecodeTargetSelector : LayerSelector
{
    private const int FrameNumberBits = 16;
    private const int MaxLateFrames = 1000;

    private readonly SentFrames _sent = new(FrameNumberBits);
    private DependencyStructure? _structure;
    private DependencyStructure? _structureBefore;
    private int _target = None;
    private int _targetBefore = None;
    private int _changedAt = None;
    private int _frame = None;
    private int _frameSpatialLayer;
    private uint _sentTargets;
    private bool _hasNarrowedTargets;

    protected override bool TrySelectCore(in PayloadDescriptor descriptor, ref bool marker, out PayloadRewrite rewrite)
    {
        rewrite = default;
        if (!descriptor.IsPresent || TargetSpatialLayer == None || TargetTemporalLayer == None)
        {
            return false;
        }

        DependencyDescriptor frame = descriptor.Dependencies;
        if (frame.Structure is null)
        {
            CurrentSpatialLayer = TargetSpatialLayer;
            CurrentTemporalLayer = TargetTemporalLayer;
            return true;
        }

        if (IsSyncRequired)
        {
            Reset();
        }

        // 1. The frame is decided on with its first packet.
        bool isNew = !IsLate(frame.FrameNumber);
        if (isNew)
        {
            Choose(frame);
        }

        if (!_sent.TryGet(frame.FrameNumber, 0, out bool isSent))
        {
            isSent = IsInTarget(frame) && _sent.HasAll(frame.FrameNumber, 0, frame.References);
            _sent.Add(frame.FrameNumber, 0, isSent);
        }

        if (isNew)
        {
            _frame = frame.FrameNumber;
            _frameSpatialLayer = frame.SpatialLayer;
        }

        // 2. The highest spatial layer that is sent ends the picture.
        if (!isSent)
        {
            return false;
        }

        marker |= frame.IsFrameEnd && frame.SpatialLayer == CurrentSpatialLayer;
        rewrite = new PayloadRewrite { ActiveDecodeTargets = FindActiveTargets(frame) };
        return true;
    }

    /// <summary>Whether it is not newer than the newest, unless it is so far behind that the sender counts anew.</summary>
    private bool IsLate(ushort frame) => _frame != None && (ushort)(_frame - frame) <= MaxLateFrames;

    private void Reset()
    {
        _sent.Clear();
        _structure = null;
        _structureBefore = null;
        _target = None;
        _targetBefore = None;
        _changedAt = None;
        _frame = None;
    }

    private void Choose(in DependencyDescriptor frame)
    {
        DependencyStructure structure = frame.Structure!;
        int wanted = FindTarget(frame, TargetSpatialLayer);

        // 1. A key frame: nothing after it depends on what came before.
        if (frame.IsStructureAttached)
        {
            _hasNarrowedTargets = false;
            Take(frame, wanted);
            return;
        }

        // 2. A packet whose key frame was not seen.
        if (structure != _structure)
        {
            bool isSwitch = frame.IndicationOf(wanted) == DecodeTargetIndication.Switch;
            Take(frame, isSwitch ? wanted : None);
            return;
        }

        // 3. The target wanted, or at least its temporal layer.
        if (wanted == _target || TryGoTo(frame, wanted))
        {
            return;
        }

        int withinSpatialLayer = FindTarget(frame, Math.Max(CurrentSpatialLayer, 0));
        if (withinSpatialLayer != _target)
        {
            TryGoTo(frame, withinSpatialLayer);
        }
    }

    private bool TryGoTo(in DependencyDescriptor frame, int target)
    {
        DependencyStructure structure = frame.Structure!;
        bool isPictureStart = _frame == None || frame.SpatialLayer <= _frameSpatialLayer;
        bool isPart = isPictureStart && _target != None && structure.IsPartOf(target, _target);

        // Within a picture only a layer that ends it: the marker may have gone out with a lower one.
        int spatial = structure.SpatialLayerOfTarget(target);
        bool isPlace = isPictureStart || (frame.SpatialLayer == spatial && spatial <= CurrentSpatialLayer);
        bool isSwitch = isPlace
            && frame.IndicationOf(target) == DecodeTargetIndication.Switch
            && !frame.References.HasFar
            && _sent.HasAll(frame.FrameNumber, 0, frame.References);
        if (!isPart && !isSwitch)
        {
            return false;
        }

        Take(frame, target);
        return true;
    }

    private void Take(in DependencyDescriptor frame, int target)
    {
        DependencyStructure structure = frame.Structure!;
        if (target == _target && structure == _structure)
        {
            return;
        }

        (_structureBefore, _targetBefore, _changedAt) = (_structure, _target, frame.FrameNumber);
        (_structure, _target) = (structure, target);
        CurrentSpatialLayer = target == None ? None : structure.SpatialLayerOfTarget(target);
        CurrentTemporalLayer = target == None ? None : structure.TemporalLayerOfTarget(target);
        _sentTargets = target == None ? 0 : FindTargetsWithin(structure, target);
    }

    /// <summary>The highest target within the wanted layers that the sender produces; the lowest if there is none.</summary>
    private int FindTarget(in DependencyDescriptor frame, int spatialLayer)
    {
        DependencyStructure structure = frame.Structure!;
        int found = None;
        int foundRank = int.MinValue;
        for (int target = 0; target < structure.DecodeTargetCount; target++)
        {
            int spatial = structure.SpatialLayerOfTarget(target);
            int temporal = structure.TemporalLayerOfTarget(target);
            bool isWithin = spatial <= spatialLayer && temporal <= TargetTemporalLayer;
            bool isActive = (frame.ActiveDecodeTargets & (1u << target)) != 0;
            int layer = (spatial * DependencyStructure.MaxTemporalLayers) + temporal;
            int rank = isWithin ? layer + (isActive ? 1000 : 0) : -layer;
            if (rank > foundRank)
            {
                found = target;
                foundRank = rank;
            }
        }

        return found;
    }

    private bool IsInTarget(in DependencyDescriptor frame)
    {
        bool isBefore = _changedAt != None && SerialNumber.IsLower(frame.FrameNumber, (ushort)_changedAt);
        int target = isBefore ? _targetBefore : _target;
        bool isKnown = target != None && frame.Structure == (isBefore ? _structureBefore : _structure);
        return isKnown && frame.IndicationOf(target) != DecodeTargetIndication.NotPresent;
    }

    /// <summary>The targets whose frames are all sent; 0 until this is fewer than all targets for the first time since a key frame.</summary>
    private uint FindActiveTargets(in DependencyDescriptor frame)
    {
        uint active = frame.Structure == _structure ? _sentTargets & frame.ActiveDecodeTargets : 0;
        if (active != 0 && active != frame.AllDecodeTargets)
        {
            _hasNarrowedTargets = true;
        }

        // What the receiver got stays in force until the next key frame, so the return to all targets must be sent too.
        return _hasNarrowedTargets ? active : 0;
    }

    private static uint FindTargetsWithin(DependencyStructure structure, int target)
    {
        uint within = 0;
        for (int part = 0; part < structure.DecodeTargetCount; part++)
        {
            within |= structure.IsPartOf(part, target) ? 1u << part : 0;
        }

        return within;
    }
}
