using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>
/// Follows the numbers that an encoder gives its frames (picture ids, or the frame numbers of the dependency descriptor) and notices when it
/// counts anew.
/// </summary>
/// <remarks>
/// In the order of sequence numbers, frame numbers never fall. So a packet that is the newest of its stream and has a lower frame number does not
/// come late: the encoder counts anew. At a key frame, one such packet shows it; elsewhere, two that follow each other.
/// </remarks>
internal struct FrameNumbering
{
    /// <summary>Frames. Two packets with lower numbers belong together if they are at most this far apart.</summary>
    private const int MaxStep = 8;

    /// <summary>Sequence numbers. How long late packets from before a new counting may come (the window of the receive stream).</summary>
    private const int MaxLate = 1500;

    private const int FrameNumberBits = 16;

    private byte _counting;
    private bool _isStarted;
    private bool _hasFallen;
    private bool _isRecent;
    private ushort _newest;
    private ushort _fallen;
    private byte _newestTl0;
    private ushort _since;

    /// <summary>The counting that a packet's numbers belong to: each counting has another value, modulo 256.</summary>
    /// <param name="sequenceNumber">The packet's sequence number.</param>
    /// <param name="isLate">Packets with higher sequence numbers came before.</param>
    /// <param name="descriptor">What is known of the packet's frame.</param>
    public byte Handle(ushort sequenceNumber, bool isLate, in PayloadDescriptor descriptor)
    {
        if (isLate)
        {
            bool isBefore = _isRecent && SerialNumber.IsLower(sequenceNumber, _since);
            return (byte)(_counting - (isBefore ? 1 : 0));
        }

        _isRecent &= (ushort)(sequenceNumber - _since) <= MaxLate;
        bool isDependency = !descriptor.HasPictureId && descriptor.Dependencies.Structure is not null;
        if (!isDependency && !descriptor.HasPictureId)
        {
            return _counting;
        }

        int bits = isDependency ? FrameNumberBits : PictureIdField.Bits;
        ushort number = isDependency ? descriptor.Dependencies.FrameNumber : descriptor.PictureId;
        bool isLower = _isStarted && SerialNumber.IsHigher(_newest, number, bits);
        bool isNextLower = _hasFallen && ((number - _fallen) & ((1 << bits) - 1)) <= MaxStep;
        bool isAnew = (isLower && (descriptor.IsKeyFrame || isNextLower)) || HasTl0Fallen(descriptor);
        _hasFallen = isLower && !isAnew;
        _fallen = number;
        if (isAnew)
        {
            _counting++;
            _since = sequenceNumber;
            _isRecent = true;
        }

        if (!_hasFallen)
        {
            _isStarted = true;
            _newest = number;
            _newestTl0 = descriptor.Tl0PictureIndex;
        }

        return _counting;
    }

    /// <summary>The index of the lowest temporal layer begins anew along with the encoder, perhaps without the picture id.</summary>
    private readonly bool HasTl0Fallen(in PayloadDescriptor descriptor) =>
        _isStarted
        && descriptor.IsKeyFrame
        && descriptor.HasTl0PictureIndex
        && SerialNumber.IsHigher(_newestTl0, descriptor.Tl0PictureIndex);
}
