using System.Threading.Channels;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;

namespace Tureen;

/// <summary>Takes packets on the worker's thread and hands them to the writer. What does not fit is dropped and counted.</summary>
internal sealed class CaptureQueue(PacketCaptureOptions options) : IPacketTap
{
    private readonly Channel<CapturedPacket> _packets =
        Channel.CreateUnbounded<CapturedPacket>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly CaptureClock _clock = new();
    private readonly int _maxPacketLength = options.MaxPacketLength ?? int.MaxValue;
    private long _queuedBytes;
    private long _dropped;
    private long _droppedInARow;

    public ChannelReader<CapturedPacket> Reader => _packets.Reader;

    /// <summary>Packets that did not fit. From any thread.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The time, as packets get it.</summary>
    public long Now => _clock.Now;

    public void HandlePacket(CapturedLayer layer, bool isSent, in TransportTuple tuple, ReadOnlySpan<byte> packet)
    {
        if (layer != CapturedLayer.Wire && !options.IncludeDecrypted)
        {
            return;
        }

        int length = Math.Min(packet.Length, _maxPacketLength);
        if (!TryReserve(length))
        {
            Drop();
            return;
        }

        var captured = new CapturedPacket(packet[..length], packet.Length)
        {
            Time = _clock.Now,
            Layer = layer,
            IsSent = isSent,
            Tuple = tuple,
            DroppedBefore = _droppedInARow,
        };
        _droppedInARow = 0;
        if (!_packets.Writer.TryWrite(captured))
        {
            captured.Free();
        }
    }

    public void HandleDtlsKeys(string line)
    {
        if (options.IncludeDtlsKeys && TryReserve(line.Length))
        {
            _packets.Writer.TryWrite(new CapturedPacket { Time = _clock.Now, KeyLogLine = line });
        }
    }

    public void HandleEnd() => End();

    /// <summary>Takes no more packets; the writer gets those that wait. From any thread, any number of times.</summary>
    public void End() => _packets.Writer.TryComplete();

    /// <summary>Frees a packet that the writer has taken.</summary>
    public void Free(in CapturedPacket packet)
    {
        Interlocked.Add(ref _queuedBytes, -Cost(packet.KeyLogLine?.Length ?? packet.Length));
        packet.Free();
    }

    /// <summary>Drops what waits, for a capture that has ended early.</summary>
    public void Discard()
    {
        End();
        while (_packets.Reader.TryRead(out CapturedPacket packet))
        {
            Free(packet);
            Interlocked.Increment(ref _dropped);
        }
    }

    private static int Cost(int length) => length + CaptureLimits.QueuedPacketOverhead;

    /// <summary>Only one thread adds, so the bound cannot be passed.</summary>
    private bool TryReserve(int length)
    {
        int cost = Cost(length);
        if (Interlocked.Read(ref _queuedBytes) + cost > CaptureLimits.MaxQueuedBytes)
        {
            return false;
        }

        Interlocked.Add(ref _queuedBytes, cost);
        return true;
    }

    private void Drop()
    {
        _droppedInARow++;
        Interlocked.Increment(ref _dropped);
    }
}
