namespace Tureen.Engine.Srtp;

/// <summary>The rollover state of one outbound SSRC; callers keep it, so that no look-up is done per packet.</summary>
internal sealed class SrtpSenderStream(uint ssrc)
{
    private ulong _highest;
    private bool _hasSent;

    public uint Ssrc { get; } = ssrc;

    /// <summary>The 32-bit rollover counter after the latest packet.</summary>
    public uint RolloverCounter => (uint)(_highest >> 16);

    /// <summary>The index of a packet to be sent, which may be an older one that is sent again.</summary>
    internal ulong Advance(ushort sequenceNumber)
    {
        if (!_hasSent)
        {
            _hasSent = true;
            _highest = sequenceNumber;
            return sequenceNumber;
        }

        ulong index = SrtpPacketIndex.Guess(_highest, sequenceNumber);
        _highest = Math.Max(_highest, index);
        return index;
    }
}
