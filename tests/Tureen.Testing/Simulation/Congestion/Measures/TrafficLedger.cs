using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>Writes down each packet of a bottleneck, and a hash over all that happened there.</summary>
internal sealed class TrafficLedger : IBottleneckObserver
{
    private const ulong HashPrime = 0x100_0000_01B3;

    private readonly Dictionary<NetworkAddress, int> _receivers = [];
    private readonly Dictionary<uint, ObservedConsumer> _consumers = [];

    public List<PacketRecord> Packets { get; } = [];

    /// <summary>Equal for runs in which the same packets had the same fates at the same instants.</summary>
    public ulong Hash { get; private set; } = 0xCBF2_9CE4_8422_2325;

    public void AddReceiver(NetworkAddress address, int number) => _receivers.Add(address, number);

    public void AddConsumer(ObservedConsumer consumer)
    {
        _consumers.Add(consumer.Ssrc, consumer);
        if (consumer.RtxSsrc is uint rtxSsrc)
        {
            _consumers.Add(rtxSsrc, consumer);
        }
    }

    public void HandleEntry(Timestamp now, QueuedDatagram datagram)
    {
        datagram.Number = Packets.Count;
        PacketRecord record = Describe(now, datagram);
        Packets.Add(record);
        Mix(now, (int)record.Class, datagram.WireLength);
    }

    public void HandleDrop(Timestamp now, QueuedDatagram datagram) => Finish(now, datagram, PacketFate.Dropped, TimeSpan.Zero);

    public void HandleDeparture(Timestamp now, QueuedDatagram datagram, TimeSpan waited, bool isLost) =>
        Finish(now, datagram, isLost ? PacketFate.Lost : PacketFate.Delivered, waited);

    private void Finish(Timestamp now, QueuedDatagram datagram, PacketFate fate, TimeSpan waited)
    {
        PacketRecord record = Packets[datagram.Number];
        record.Fate = fate;
        record.LeftAt = now;
        record.Waited = waited;
        Mix(now, (int)fate, datagram.Number);
    }

    private PacketRecord Describe(Timestamp now, QueuedDatagram datagram)
    {
        int receiver = _receivers.GetValueOrDefault(datagram.To, -1);
        PacketClass kind = ClassOf(datagram, receiver, out ObservedConsumer? consumer, out MediaTag tag);
        return new PacketRecord(now, kind, receiver, consumer?.Number ?? -1, tag.Spatial, tag.Temporal, tag.Number, datagram.WireLength);
    }

    private PacketClass ClassOf(QueuedDatagram datagram, int receiver, out ObservedConsumer? consumer, out MediaTag tag)
    {
        consumer = null;
        tag = default;
        if (receiver < 0)
        {
            return PacketClass.Cross;
        }

        if (PacketClassifier.Classify(datagram.Bytes) != PacketKind.Rtp || !RtpPacket.TryParse(datagram.Bytes, out RtpPacket packet))
        {
            return PacketClass.Other;
        }

        if (!_consumers.TryGetValue(packet.Ssrc, out consumer) || !MediaTag.TryRead(packet.Payload, out tag))
        {
            return PacketClass.Probe;
        }

        if (packet.Ssrc == consumer.Ssrc)
        {
            // Without RTX a packet comes again as it was.
            bool isRepeated = consumer.Video?.Requested.Contains(packet.SequenceNumber) ?? false;
            return tag.Kind == MediaTagKind.Audio ? PacketClass.Audio : isRepeated ? PacketClass.Retransmission : PacketClass.Video;
        }

        bool isRequested = RtxPayload.TryReadOriginalSequence(packet, out ushort original) && consumer.Video!.Requested.Contains(original);
        return isRequested ? PacketClass.Retransmission : PacketClass.Probe;
    }

    private void Mix(Timestamp now, int first, int second)
    {
        Hash = (Hash ^ (ulong)now.Microseconds) * HashPrime;
        Hash = (Hash ^ (((ulong)(uint)first << 32) | (uint)second)) * HashPrime;
    }
}
