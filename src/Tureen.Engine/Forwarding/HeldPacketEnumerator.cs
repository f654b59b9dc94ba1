using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// Takes out the packets of a <see cref="HeldPackets"/> and hands out those that belong to the key frame's stream and follow its first
/// packet. It holds the lease of the current one, and gives it back even if its handler throws.
/// </summary>
/// <param name="held">The packets; null where they are being taken out already.</param>
/// <param name="first">The first packet of the key frame.</param>
internal ref struct HeldPacketEnumerator(HeldPackets? held, SharedRtpPacket first)
{
    private readonly uint _ssrc = first.Ssrc;
    private readonly ushort _first = first.SequenceNumber;
    private readonly ushort _run = first.SourceRun;
    private SharedRtpPacket? _current;

    public readonly SharedRtpPacket Current => _current!;

    public readonly HeldPacketEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        ReleaseCurrent();
        while (held is not null && held.TryDequeue(out SharedRtpPacket packet))
        {
            if (packet.Ssrc == _ssrc && packet.SourceRun == _run && IsNext(packet.SequenceNumber))
            {
                _current = packet;
                return true;
            }

            packet.Release();
        }

        return false;
    }

    public void Dispose()
    {
        ReleaseCurrent();
        held?.EndTaking();
    }

    /// <summary>After the first, and so near that both are of one run of the source: the others came before it began anew.</summary>
    private readonly bool IsNext(ushort sequence) => sequence != _first && (ushort)(sequence - _first) < SequenceTracker.MaxDropout;

    private void ReleaseCurrent()
    {
        SharedRtpPacket? packet = _current;
        _current = null;
        packet?.Release();
    }
}
