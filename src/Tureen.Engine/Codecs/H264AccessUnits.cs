using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>
/// Follows the access units of one H264 stream: what precedes each picture, and the parameter sets that came so far or were given in
/// the parameters. With them a decoder can begin at an IDR picture that brings none itself.
/// </summary>
/// <remarks>
/// An access unit is found by the order of its units (H.264 §7.4.1.2.3), not by RTP timestamps alone, because some cameras send
/// parameter sets under the timestamp of the picture before. Where a packet is missing before an IDR picture, it may have been a parameter
/// set; the picture then counts as one without, unless the one before it brought its own.
/// </remarks>
/// <param name="given">Sets from the parameters; null for none.</param>
internal sealed class H264AccessUnits(ParameterSetStore? given)
{
    /// <summary>Packets. No access unit is longer: a late packet that far after the start of the newest one is not of it.</summary>
    private const int MaxLength = 1000;

    private ParameterSetStore? _sets = given;
    private ParameterSetKinds _kinds = given?.Kinds ?? ParameterSetKinds.None;
    private bool _isStarted;
    private ushort _newest;
    private ushort _first;
    private uint _timestamp;
    private ParameterSetKinds _brought;
    private bool _hasSlice;
    private bool _isWhole;
    private bool _bringsSets;

    /// <summary>The sets that are known; null while there is none.</summary>
    public ParameterSetStore? Sets => _sets;

    /// <summary>Takes one packet and adds to what was read from it.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="timestamp">Its RTP timestamp.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="isLate">Packets with higher sequence numbers came before. A source that began anew is not late.</param>
    /// <param name="read">What was read from the packet alone.</param>
    public void Handle(ushort sequence, uint timestamp, ReadOnlySpan<byte> payload, bool isLate, ref PayloadDescriptor read)
    {
        H264Units units = H264Payload.Read(payload);
        if (!isLate)
        {
            Advance(sequence, timestamp, units);
        }

        // 1. Sets, of this picture or an older one.
        bool isOfUnit = !isLate || timestamp == _timestamp || (ushort)(sequence - _first) < MaxLength;
        if (units.HasSps || units.HasPps)
        {
            Keep(payload, isLate: !isOfUnit);
            _brought |= isOfUnit && units.HasSps ? ParameterSetKinds.Sequence : ParameterSetKinds.None;
            _brought |= isOfUnit && units.HasPps ? ParameterSetKinds.Picture : ParameterSetKinds.None;
        }

        // 2. The first slice of an IDR picture: what came before it is known, or it says so itself.
        bool isWhole = _isWhole && !isLate;
        bool isFirst = units.BeginsIdrSlice && isOfUnit && (isLate || !_hasSlice) && (isWhole || units.IsFirstSlice);
        _hasSlice |= isOfUnit && units.HasSlice;
        if (isFirst)
        {
            read = BeginIdr(isWhole, read);
        }
    }

    private void Advance(ushort sequence, uint timestamp, in H264Units units)
    {
        bool follows = _isStarted && sequence == (ushort)(_newest + 1);
        bool isNewUnit = !_isStarted || (_hasSlice && (timestamp != _timestamp || units.IsAheadOfPicture));
        if (isNewUnit)
        {
            _first = sequence;
            _brought = ParameterSetKinds.None;
            _hasSlice = false;
        }

        _isWhole = follows && (isNewUnit || _isWhole);
        _isStarted = true;
        _newest = sequence;
        _timestamp = timestamp;
    }

    private PayloadDescriptor BeginIdr(bool isWhole, in PayloadDescriptor read)
    {
        // A receiver that begins with this picture got nothing of what came before it, not even a PPS.
        bool hasSps = (_brought & ParameterSetKinds.Sequence) != ParameterSetKinds.None;
        ParameterSetKinds missing = hasSps ? ParameterSetKinds.All & ~_brought : ParameterSetKinds.All;
        bool isKnown = isWhole || !_bringsSets;
        _bringsSets = _brought != ParameterSetKinds.None || (_bringsSets && !isWhole);
        bool canBegin = read is { IsPresent: true, Dependencies.Structure: null } && isKnown && _kinds == ParameterSetKinds.All;
        return read with
        {
            BeginsIdr = true,
            IsKeyFrame = read.IsKeyFrame || (!hasSps && canBegin),
            MissingParameterSets = isKnown ? _kinds & missing : ParameterSetKinds.None,
        };
    }

    private void Keep(ReadOnlySpan<byte> payload, bool isLate)
    {
        foreach (ReadOnlySpan<byte> unit in H264Payload.EnumerateUnits(payload))
        {
            if (ParameterSetStore.KindOf(unit) != ParameterSetKinds.None)
            {
                _sets ??= new ParameterSetStore();
                _sets.Add(unit, isLate);
            }
        }

        _kinds = _sets?.Kinds ?? ParameterSetKinds.None;
    }
}
