using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    /// <summary>The events that the user enabled, in the given order.</summary>
    public IReadOnlyList<TransportTraceEventType> TraceEventTypes { get; set; } = [];

    public abstract TransportDump Dump();

    public abstract TransportStats GetStats(Timestamp now);

    /// <summary>Fills in what all transports have.</summary>
    protected TransportDump WithBase(TransportDump dump) => Data.Describe(dump) with
    {
        Id = Id,
        ProducerIds = [.. _producers.Keys],
        ConsumerIds = [.. _consumers.Keys],
        MapSsrcConsumerId = [.. _consumersBySsrc.Select(static pair => new DumpEntry<uint, string>(pair.Key, pair.Value.Id))],
        MapRtxSsrcConsumerId =
            [.. _consumersByRtxSsrc.Select(static pair => new DumpEntry<uint, string>(pair.Key, pair.Value.Id))],
        RecvRtpHeaderExtensions = new RecvRtpHeaderExtensionsDump
        {
            Mid = IdOrNull(_receivedIds.Mid),
            Rid = IdOrNull(_receivedIds.RtpStreamId),
            Rrid = IdOrNull(_receivedIds.RepairedRtpStreamId),
            AbsSendTime = IdOrNull(_receivedIds.AbsSendTime),
            TransportWideCc01 = IdOrNull(_receivedIds.TransportWideCc),
        },
        RtpListener = _producerTable.Dump(),
        TraceEventTypes = TraceEventTypes,
    };

    /// <summary>Fills in what all transports have.</summary>
    protected TransportStats WithBase(TransportStats stats, Timestamp now) => stats with
    {
        TransportId = Id,
        Timestamp = now.Milliseconds,
        SctpState = Data.SctpState,
        BytesReceived = _traffic.Received.ByteCount,
        RecvBitrate = _traffic.Received.GetBitrate(now).BitsPerSecond,
        BytesSent = _traffic.Sent.ByteCount,
        SendBitrate = _traffic.Sent.GetBitrate(now).BitsPerSecond,
        RtpBytesReceived = _traffic.RtpReceived.ByteCount,
        RtpRecvBitrate = _traffic.RtpReceived.GetBitrate(now).BitsPerSecond,
        RtpBytesSent = _traffic.RtpSent.ByteCount,
        RtpSendBitrate = _traffic.RtpSent.GetBitrate(now).BitsPerSecond,
        RtxBytesReceived = _traffic.RtxReceived.ByteCount,
        RtxRecvBitrate = _traffic.RtxReceived.GetBitrate(now).BitsPerSecond,
        RtxBytesSent = _traffic.RtxSent.ByteCount,
        RtxSendBitrate = _traffic.RtxSent.GetBitrate(now).BitsPerSecond,
        AvailableIncomingBitrate = _receiveCongestion.AvailableIncomingBitrate?.BitsPerSecond,
        MaxIncomingBitrate = LimitOrNull(_receiveCongestion.MaxIncomingBitrate.BitsPerSecond),
        MaxOutgoingBitrate = LimitOrNull(MaxOutgoingBitrate),
        MinOutgoingBitrate = LimitOrNull(MinOutgoingBitrate),
        RtpPacketLossReceived = _receiveCongestion.PacketLoss,
    };

    private static int? IdOrNull(int id) => id == 0 ? null : id;

    private static long? LimitOrNull(long bitsPerSecond) => bitsPerSecond == 0 ? null : bitsPerSecond;
}
