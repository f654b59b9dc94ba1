using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The requests and answers of all kinds of transports.</summary>
internal static partial class TransportMessages
{
    private static readonly DataProducerType[] DataProducerTypes = [DataProducerType.Sctp, DataProducerType.Direct];

    private static readonly DataConsumerType[] DataConsumerTypes = [DataConsumerType.Sctp, DataConsumerType.Direct];

    private static readonly TransportTraceEventType[] TraceEventTypes = [TransportTraceEventType.Probation, TransportTraceEventType.Bwe];

    /// <summary>The id of what is to be closed.</summary>
    public static string ReadId(FlatTable table) => table.RequiredString(0);

    public static long ReadBitrate(FlatTable table) => table.BitsPerSecond(0);

    public static ReadOnlySpan<byte> ReadRtcp(FlatTable table) => table.RequiredBytes(0);

    public static TransportTraceEventType[] ReadTraceEvents(FlatTable table) => table.Choices(0, TraceEventTypes);

    /// <summary>The part of the options that is about messages.</summary>
    public static DataTransportOptions ReadDataOptions(FlatTable table)
    {
        bool hasThreshold = table.Schema.HasDefaultBufferedAmountLowThreshold;
        return new DataTransportOptions
        {
            EnableSctp = table.Bool(2),
            MaxSendMessageSize = table.Size(3),
            MaxReceiveMessageSize = table.Size(4),
            SendBufferSize = table.Size(5),
            PerStreamSendQueueLimit = table.Size(6),
            MaxReceiverWindowBufferSize = table.Size(7),
            DefaultStreamBufferedAmountLowThreshold = hasThreshold ? table.Size(8) : 0,
            IsDataChannel = table.Bool(hasThreshold ? 9 : 8),
        };
    }

    public static ProducerCoreOptions ReadProduce(FlatTable table) => new()
    {
        Id = table.RequiredString(0),
        Kind = table.Choice(1, RtpParametersMessages.Kinds),
        RtpParameters = RtpParametersMessages.Read(table.RequiredTable(2)),
        RtpMapping = RtpParametersMessages.ReadMapping(table.RequiredTable(3)),
        Paused = table.Bool(4),
        KeyFrameRequestDelay = TimeSpan.FromMilliseconds(table.UInt32(5)),
        AddPacketId = table.Bool(6),
    };

    public static (string ProducerId, ConsumerCoreOptions Options) ReadConsume(FlatTable table) =>
        (table.RequiredString(1), new ConsumerCoreOptions
        {
            Id = table.RequiredString(0),
            Kind = table.Choice(2, RtpParametersMessages.Kinds),
            RtpParameters = RtpParametersMessages.Read(table.RequiredTable(3)),
            Type = table.Choice(4, RtpParametersMessages.Types),
            ConsumableEncodings = [.. table.RequiredTables(5, RtpParametersMessages.ReadEncoding)],
            Paused = table.Bool(6),
            PreferredLayers = table.TryTable(7, out FlatTable layers) ? ConsumerMessages.ReadLayers(layers) : null,
            IgnoreDtx = table.Bool(8),
        });

    public static DataProducerCoreOptions ReadProduceData(FlatTable table) => new()
    {
        Id = table.RequiredString(0),
        Type = table.Choice(1, DataProducerTypes),
        SctpStreamParameters = SctpMessages.ReadStream(table.Table(2)),
        Label = table.String(3) ?? "",
        Protocol = table.String(4) ?? "",
        Paused = table.Bool(5),
    };

    public static (string DataProducerId, DataConsumerCoreOptions Options) ReadConsumeData(FlatTable table) =>
        (table.RequiredString(1), new DataConsumerCoreOptions
        {
            Id = table.RequiredString(0),
            Type = table.Choice(2, DataConsumerTypes),
            SctpStreamParameters = SctpMessages.ReadStream(table.Table(3)),
            Label = table.String(4) ?? "",
            Protocol = table.String(5) ?? "",
            Paused = table.Bool(6),
            Subchannels = table.UInt16s(7),
        });

    public static FlatOffset WriteProduceResponse(FlatWriter writer, ProducerType type)
    {
        writer.Begin();
        writer.UInt8(0, (byte)type);
        return writer.End();
    }

    public static FlatOffset WriteConsumeResponse(FlatWriter writer, ConsumerCore consumer)
    {
        writer.Begin();
        writer.Bool(0, consumer.IsPaused);
        writer.Bool(1, consumer.IsProducerPaused);
        writer.Table(2, ConsumerMessages.WriteScore(writer, consumer.GetScore()));
        writer.Table(3, ConsumerMessages.WriteLayers(writer, consumer.PreferredLayers));
        return writer.End();
    }

    public static FlatOffset WriteRestartIceResponse(FlatWriter writer, IceParameters parameters) =>
        WebRtcTransportMessages.WriteIceParameters(writer, parameters);

    public static FlatOffset WriteTuple(FlatWriter writer, TransportTupleInfo? tuple)
    {
        if (tuple is null)
        {
            return default;
        }

        writer.Begin();
        writer.String(0, tuple.LocalAddress);
        writer.UInt16(1, (ushort)tuple.LocalPort);
        writer.String(2, tuple.RemoteIp);
        writer.UInt16(3, (ushort)(tuple.RemotePort ?? 0));
        ListenInfoMessages.WriteProtocol(writer, 4, tuple.Protocol);
        return writer.End();
    }

    /// <summary>A notification that holds a path and nothing else.</summary>
    public static FlatOffset WriteTupleNotification(FlatWriter writer, TransportTupleInfo tuple)
    {
        writer.Begin();
        writer.Table(0, WriteTuple(writer, tuple));
        return writer.End();
    }

    public static FlatOffset WriteSctpState(FlatWriter writer, SctpState state)
    {
        writer.Begin();
        writer.UInt8(0, (byte)state);
        return writer.End();
    }

    public static FlatOffset WriteSctpNegotiatedCapabilities(FlatWriter writer, SctpNegotiatedCapabilities capabilities)
    {
        writer.Begin();
        writer.Table(0, SctpMessages.WriteCapabilities(writer, capabilities));
        return writer.End();
    }

    public static FlatOffset WriteTrace(FlatWriter writer, TransportTrace trace)
    {
        writer.Begin();
        writer.Choice(0, trace.Type, TraceEventTypes);
        writer.Count(1, trace.Timestamp);
        writer.Choice(2, trace.Direction, CommonMessages.Directions);
        TraceInfoMessages.WriteBwe(writer, 3, trace.Info as BweTraceInfo);
        return writer.End();
    }
}
