using Tureen.Engine.Primitives;

namespace Tureen.Engine.Srtp;

/// <summary>The rollover state of one outbound SSRC; callers keep it, so that no look-up is done per packet.</summary>
internal sealed class SrtpSenderStream(uint ssrc)
{
    private SrtpReplayWindow _used;

    public uint Ssrc { get; } = ssrc;

    public bool HasSent => _used.HasAny;

    /// <summary>The 32-bit rollover counter after the latest packet.</summary>
    public uint RolloverCounter => (uint)(_used.Highest >> 16);

    /// <summary>
    /// The index of a packet to be sent; false when it was used already, or may have been. <paramref name="isRepeat"/> is for the
    /// same packet sent again.
    /// </summary>
    internal bool TryAdvance(ushort sequenceNumber, bool isRepeat, out ulong index)
    {
        index = _used.HasAny ? SrtpPacketIndex.Guess(_used.Highest, sequenceNumber) : sequenceNumber;
        if (_used.Check(index) != DropReason.None)
        {
            return isRepeat;
        }

        _used.Accept(index);
        return true;
    }
}
