using Tureen.Audio.Codec;

namespace Tureen.Audio.Receiving;

/// <summary>Takes packets from the network: checks and counts them, unpacks what they repeat, and stores what can still be played.</summary>
internal sealed class PacketIntake(PacketStore store, DelayTarget target, ReceiverCounters counters)
{
    /// <summary>A stream whose timestamps jump by more against the clock is another one.</summary>
    private static readonly TimeSpan MaxTransitStep = TimeSpan.FromSeconds(2);

    private const double JitterGain = 1.0 / 16;

    private readonly SequenceTracker _tracker = new();
    private TimeSpan? _lastTransit;
    private long _lastSequence;

    public long Lost => _tracker.Lost;

    /// <summary>Takes a packet. True if the stream begins anew with it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="played">The first timestamp that has not been played yet.</param>
    public bool Insert(TimeSpan now, in IncomingPacket packet, long played)
    {
        // 1. Its parts.
        Span<RedBlock> blocks = stackalloc RedBlock[AudioLimits.MaxRedBlocks];
        if (!TrySplit(packet, blocks, out int count, out OpusPacket header))
        {
            counters.InvalidPackets++;
            return false;
        }

        // 2. Its place in the stream.
        PacketKind kind = _tracker.Observe(packet.SequenceNumber, packet.Timestamp, out long sequence, out long timestamp);
        switch (kind)
        {
            case PacketKind.Strange:
                counters.InvalidPackets++;
                return false;
            case PacketKind.Repeated:
                counters.RepeatedPackets++;
                return false;
        }

        counters.Packets++;
        bool isRestart = kind == PacketKind.First || HasJumped(now, timestamp);
        if (isRestart)
        {
            Restart();
        }

        // 3. Its delay.
        Measure(now, timestamp, kind, sequence, RepairTime(blocks[..count], header));

        // 4. What it has, the oldest first.
        for (int i = 0; i < count; i++)
        {
            RedBlock block = blocks[i];
            ReadOnlyMemory<byte> payload = packet.Payload.Slice(block.Start, block.Length);
            if (OpusPacket.TryParse(payload.Span, out OpusPacket inside))
            {
                int back = count - 1 - i;
                var stored = new StoredPacket(timestamp - block.TimestampOffset, sequence - back, payload, inside, back > 0, now, back > 0 ? null : packet.CapturedAt);
                Store(stored, isRestart ? long.MinValue : played);
            }
        }

        return isRestart;
    }

    private static bool TrySplit(in IncomingPacket packet, Span<RedBlock> blocks, out int count, out OpusPacket header)
    {
        header = default;
        if (packet.Payload.Length > AudioLimits.MaxPayloadLength)
        {
            count = 0;
            return false;
        }

        if (!packet.IsRed)
        {
            blocks[0] = new RedBlock(PayloadType: 0, TimestampOffset: 0, Start: 0, packet.Payload.Length);
            count = 1;
        }
        else if (!RedPayload.TryParse(packet.Payload.Span, blocks, out count))
        {
            return false;
        }

        RedBlock last = blocks[count - 1];
        return OpusPacket.TryParse(packet.Payload.Span.Slice(last.Start, last.Length), out header);
    }

    private static TimeSpan RepairTime(ReadOnlySpan<RedBlock> blocks, OpusPacket header)
    {
        int units = blocks.Length > 1 ? blocks[0].TimestampOffset : header.HasFec ? header.Duration : 0;
        return AudioRate.ToTime(units, AudioRate.RtpClock);
    }

    private bool HasJumped(TimeSpan now, long timestamp) => target.HasBase && target.WaitOf(now, timestamp).Duration() > MaxTransitStep;

    private void Restart()
    {
        counters.Restarts++;
        store.Clear();
        target.Reset();
        _lastTransit = null;
        _lastSequence = long.MaxValue;
    }

    private void Measure(TimeSpan now, long timestamp, PacketKind kind, long sequence, TimeSpan repairTime)
    {
        bool isNewer = kind != PacketKind.Reordered;
        target.Observe(now, timestamp, isNewer ? sequence > _lastSequence && sequence - _lastSequence > 1 : null, repairTime);
        if (!isNewer)
        {
            return;
        }

        _lastSequence = sequence;
        TimeSpan transit = DelayEstimator.TransitOf(now, timestamp);
        if (_lastTransit is { } before)
        {
            counters.Jitter += (((transit - before).Duration().TotalSeconds * AudioRate.RtpClock) - counters.Jitter) * JitterGain;
        }

        _lastTransit = transit;
    }

    private void Store(in StoredPacket stored, long played)
    {
        if (stored.Timestamp < played)
        {
            counters.LatePackets += stored.IsRepeated ? 0 : 1;
            return;
        }

        store.TryAdd(stored, out bool hasDropped);
        counters.DroppedPackets += hasDropped ? 1 : 0;
    }
}
