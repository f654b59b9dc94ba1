using System.Diagnostics.Metrics;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The instruments that read the numbers of all workers when somebody collects.</summary>
internal static class WorkerInstruments
{
    private static readonly KeyValuePair<string, object?> Receive = new("network.io.direction", "receive");
    private static readonly KeyValuePair<string, object?> Transmit = new("network.io.direction", "transmit");

    public static void Create(Meter meter)
    {
        CreateWorkers(meter);
        CreateFaults(meter);
        CreateObjects(meter);
        CreateNetwork(meter);
        CreateRtp(meter);
        CreateRtcp(meter);
        CreateData(meter);
        CongestionInstruments.Create(meter);
        meter.CreateObservableCounter(
            "tureen.drops", ReadDrops, "{packet}", "Packets and messages that went no further, by reason.");
    }

    private static void CreateWorkers(Meter meter)
    {
        meter.CreateObservableUpDownCounter("tureen.workers", static () => TureenMetrics.Workers.Count, "{worker}", "Workers that run.");
        meter.CreateObservableCounter(
            "tureen.worker.cpu.time",
            static () => Each(static worker => worker.Network.CpuTime.TotalSeconds),
            "s",
            "CPU time of the worker's thread.");
        meter.CreateObservableGauge(
            "tureen.worker.loop.lag",
            static () => Each(static worker => worker.Network.RecentDeadlineLag.TotalSeconds),
            "s",
            "How late a deadline was run at worst in the last 10 to 20 s.");
        meter.CreateObservableGauge(
            "tureen.worker.loop.turn",
            static () => Each(static worker => worker.Network.RecentTurn.TotalSeconds),
            "s",
            "The longest turn of the worker's loop in the last 10 to 20 s.");
        UpDown(meter, "tureen.worker.packets.held", "{packet}", "Packets kept for retransmission.", static worker => worker.HeldPackets);
        UpDown(meter, "tureen.worker.sockets", "{socket}", "Open sockets.", static worker => worker.Network.OpenSockets);
        meter.CreateObservableCounter(
            "tureen.worker.events.dropped",
            ReadDroppedEvents,
            "{event}",
            "Events that handlers were too slow for.");
    }

    private static void CreateFaults(Meter meter)
    {
        meter.CreateObservableCounter(
            "tureen.worker.faults", ReadFaults, "{fault}", "Exceptions that packets, deadlines and events caused, by what was being done.");
        meter.CreateObservableCounter(
            "tureen.transports.failed",
            static () => Each(static worker => worker.AllFaults.FailedTransports),
            "{transport}",
            "Transports closed because their packets or deadlines caused exceptions too often.");
        meter.CreateObservableCounter(
            "tureen.worker.stuck", static () => TureenMetrics.StuckWorkers, "{worker}", "Workers given up because their loop stood still.");
        meter.CreateObservableUpDownCounter(
            "tureen.worker.stuck.threads",
            static () => TureenMetrics.StuckThreads,
            "{thread}",
            "Threads of such workers that still run.");
    }

    private static IEnumerable<Measurement<long>> ReadDroppedEvents()
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            yield return new Measurement<long>(worker.Events.DroppedTraces, worker.Tag, new("tureen.event.kind", "trace"));
            yield return new Measurement<long>(worker.Events.DroppedData, worker.Tag, new("tureen.event.kind", "data"));
            yield return new Measurement<long>(worker.Events.DroppedReports, worker.Tag, new("tureen.event.kind", "report"));
        }
    }

    private static IEnumerable<Measurement<long>> ReadFaults()
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            foreach (FaultKind kind in Enum.GetValues<FaultKind>())
            {
                yield return new Measurement<long>(worker.GetFaults(kind), worker.Tag, new("tureen.fault.kind", NameOf(kind)));
            }
        }
    }

    private static string NameOf(FaultKind kind) => kind switch
    {
        FaultKind.Datagram => "datagram",
        FaultKind.Deadline => "deadline",
        FaultKind.TupleClosed => "connection",
        FaultKind.Consumer => "consumer",
        FaultKind.Close => "close",
        FaultKind.Event => "event",
        FaultKind.Receive => "receive",
        _ => "send",
    };

    private static void CreateObjects(Meter meter)
    {
        UpDown(meter, "tureen.routers", "{router}", "Open routers.", static worker => worker.Engine.Routers);
        UpDown(meter, "tureen.rtp_observers", "{observer}", "Open RTP observers.", static worker => worker.Engine.RtpObservers);
        UpDown(meter, "tureen.data_producers", "{producer}", "Open data producers.", static worker => worker.Engine.DataProducers);
        UpDown(meter, "tureen.data_consumers", "{consumer}", "Open data consumers.", static worker => worker.Engine.DataConsumers);
        meter.CreateObservableUpDownCounter(
            "tureen.transports", ReadTransports, "{transport}", "Open transports, by type and how far they have come.");
        meter.CreateObservableUpDownCounter(
            "tureen.producers",
            static () => Kinds(static (worker, kind) => worker.Engine.GetProducers(kind)),
            "{producer}",
            "Open producers.");
        meter.CreateObservableUpDownCounter(
            "tureen.consumers",
            static () => Kinds(static (worker, kind) => worker.Engine.GetConsumers(kind)),
            "{consumer}",
            "Open consumers.");
    }

    private static void CreateNetwork(Meter meter)
    {
        Directed(
            meter,
            "tureen.network.datagrams",
            "{datagram}",
            "Datagrams of all sockets.",
            static worker => worker.Network.DatagramsReceived,
            static worker => worker.Network.DatagramsSent);
        Directed(
            meter,
            "tureen.network.io",
            "By",
            "Bytes of all sockets, without the headers of UDP and IP.",
            static worker => worker.Network.BytesReceived,
            static worker => worker.Network.BytesSent);
    }

    private static void CreateRtp(Meter meter)
    {
        Directed(
            meter,
            "tureen.rtp.packets",
            "{packet}",
            "RTP packets, without retransmissions.",
            static worker => worker.Engine.RtpPacketsReceived,
            static worker => worker.Engine.RtpPacketsSent);
        Directed(
            meter,
            "tureen.rtp.io",
            "By",
            "Bytes of RTP packets, without retransmissions.",
            static worker => worker.Engine.RtpBytesReceived,
            static worker => worker.Engine.RtpBytesSent);
        Directed(
            meter,
            "tureen.rtp.retransmissions",
            "{packet}",
            "Retransmitted packets.",
            static worker => worker.Engine.RetransmissionsReceived,
            static worker => worker.Engine.RetransmissionsSent);
        Directed(
            meter,
            "tureen.rtp.retransmission.io",
            "By",
            "Bytes of retransmitted packets.",
            static worker => worker.Engine.RetransmissionBytesReceived,
            static worker => worker.Engine.RetransmissionBytesSent);
    }

    private static void CreateRtcp(Meter meter)
    {
        Directed(
            meter,
            "tureen.rtcp.packets",
            "{packet}",
            "Compound RTCP packets.",
            static worker => worker.Engine.RtcpPacketsReceived,
            static worker => worker.Engine.RtcpPacketsSent);
        Directed(
            meter,
            "tureen.rtcp.nacks",
            "{nack}",
            "Requests for lost packets.",
            static worker => worker.Engine.NacksReceived,
            static worker => worker.Engine.NacksSent);
        Directed(
            meter,
            "tureen.rtcp.key_frame_requests",
            "{request}",
            "PLI and FIR.",
            static worker => worker.Engine.KeyFrameRequestsReceived,
            static worker => worker.Engine.KeyFrameRequestsSent);
    }

    private static void CreateData(Meter meter)
    {
        Directed(
            meter,
            "tureen.data.messages",
            "{message}",
            "Messages of data channels.",
            static worker => worker.Engine.MessagesReceived,
            static worker => worker.Engine.MessagesSent);
        Directed(
            meter,
            "tureen.data.io",
            "By",
            "Bytes of messages of data channels.",
            static worker => worker.Engine.MessageBytesReceived,
            static worker => worker.Engine.MessageBytesSent);
    }

    private static void UpDown(Meter meter, string name, string unit, string description, Func<WorkerMeter, long> read) =>
        meter.CreateObservableUpDownCounter(name, () => Each(read), unit, description);

    private static void Directed(
        Meter meter, string name, string unit, string description, Func<WorkerMeter, long> received, Func<WorkerMeter, long> sent) =>
        meter.CreateObservableCounter(name, () => Pairs(Receive, received, Transmit, sent), unit, description);

    private static IEnumerable<Measurement<T>> Each<T>(Func<WorkerMeter, T> read)
        where T : struct => TureenMetrics.Workers.Select(worker => new Measurement<T>(read(worker), worker.Tag));

    private static IEnumerable<Measurement<long>> Pairs(
        KeyValuePair<string, object?> firstTag,
        Func<WorkerMeter, long> first,
        KeyValuePair<string, object?> secondTag,
        Func<WorkerMeter, long> second)
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            yield return new Measurement<long>(first(worker), worker.Tag, firstTag);
            yield return new Measurement<long>(second(worker), worker.Tag, secondTag);
        }
    }

    private static IEnumerable<Measurement<long>> Kinds(Func<WorkerMeter, MediaKind, long> read) => Pairs(
        new("tureen.kind", "audio"),
        worker => read(worker, MediaKind.Audio),
        new("tureen.kind", "video"),
        worker => read(worker, MediaKind.Video));

    private static IEnumerable<Measurement<long>> ReadTransports()
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            foreach (TransportType type in Enum.GetValues<TransportType>())
            {
                foreach (TransportPhase phase in Enum.GetValues<TransportPhase>())
                {
                    yield return new Measurement<long>(
                        worker.Engine.GetTransports(type, phase),
                        worker.Tag,
                        new("tureen.transport.type", type.ToWireString()),
                        new("tureen.transport.state", NameOf(phase)));
                }
            }
        }
    }

    private static string NameOf(TransportPhase phase) => phase switch
    {
        TransportPhase.New => "new",
        TransportPhase.Connected => "connected",
        _ => "disconnected",
    };

    /// <summary>Only reasons that have occurred.</summary>
    private static IEnumerable<Measurement<long>> ReadDrops()
    {
        foreach (WorkerMeter worker in TureenMetrics.Workers)
        {
            foreach (DropReason reason in Enum.GetValues<DropReason>())
            {
                if (worker.Drops[reason] is > 0 and var count)
                {
                    yield return Drop(worker, reason.ToString(), count);
                }
            }

            yield return Drop(worker, "SocketBufferFull", worker.Network.SendBufferFullDropped);
            yield return Drop(worker, "SocketRefused", worker.Network.SendFailedDropped);
            yield return Drop(worker, "SocketClosed", worker.Network.SocketClosedDropped);
            yield return Drop(worker, "DatagramTruncated", worker.Network.TruncatedDropped);
        }
    }

    private static Measurement<long> Drop(WorkerMeter worker, string reason, long count) =>
        new(count, worker.Tag, new("tureen.drop.reason", reason));
}
