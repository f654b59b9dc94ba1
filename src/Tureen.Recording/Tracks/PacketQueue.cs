using System.Threading.Channels;
using Tureen.Recording.Frames;
using Tureen.Recording.Settings;

namespace Tureen.Recording.Tracks;

/// <summary>Packets between the media thread, which never waits, and the writer. What does not fit is dropped and counted.</summary>
internal sealed class PacketQueue
{
    private readonly Channel<(RecordedTrack Track, MediaPacket Packet)> _packets = Channel.CreateUnbounded<(RecordedTrack Track, MediaPacket Packet)>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private long _queuedBytes;
    private long _dropped;

    /// <summary>Packets that did not fit. From any thread.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes a packet. Only one thread at a time.</summary>
    public void Add(RecordedTrack track, in MediaPacket packet)
    {
        int cost = CostOf(packet);
        if (Interlocked.Read(ref _queuedBytes) + cost > RecordingLimits.MaxQueuedBytes || !_packets.Writer.TryWrite((track, packet)))
        {
            Interlocked.Increment(ref _dropped);
            packet.Free();
            return;
        }

        Interlocked.Add(ref _queuedBytes, cost);
    }

    public bool TryTake(out RecordedTrack track, out MediaPacket packet)
    {
        if (!_packets.Reader.TryRead(out (RecordedTrack Track, MediaPacket Packet) taken))
        {
            (track, packet) = (null!, default);
            return false;
        }

        (track, packet) = taken;
        Interlocked.Add(ref _queuedBytes, -CostOf(packet));
        return true;
    }

    /// <summary>Takes nothing more, and drops what waits.</summary>
    public void Close()
    {
        _packets.Writer.TryComplete();
        while (TryTake(out _, out MediaPacket packet))
        {
            packet.Free();
        }
    }

    private static int CostOf(in MediaPacket packet) => packet.Length + RecordingLimits.QueuedPacketOverhead;
}
