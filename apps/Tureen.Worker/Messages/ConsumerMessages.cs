using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The requests and answers of a consumer.</summary>
internal static class ConsumerMessages
{
    private static readonly ConsumerTraceEventType[] TraceEventTypes =
    [
        ConsumerTraceEventType.KeyFrame,
        ConsumerTraceEventType.Fir,
        ConsumerTraceEventType.Nack,
        ConsumerTraceEventType.Pli,
        ConsumerTraceEventType.Rtp,
    ];

    public static ConsumerTraceEventType[] ReadTraceEvents(FlatTable table) => table.Choices(0, TraceEventTypes);

    public static ConsumerLayers ReadPreferredLayers(FlatTable table) => ReadLayers(table.RequiredTable(0));

    public static byte ReadPriority(FlatTable table) => table.UInt8(0);

    public static ConsumerLayers ReadLayers(FlatTable table) => new(table.UInt8(0), table.OptionalUInt8(1));

    public static FlatOffset WriteDump(FlatWriter writer, ConsumerDump dump)
    {
        writer.Begin();
        writer.Table(0, WriteBase(writer, dump));
        writer.Tables(1, dump.RtpStreams ?? (dump.RtpStream is { } stream ? [stream] : []), RtpStreamMessages.WriteDump);
        writer.OptionalInt16(2, dump.PreferredSpatialLayer);
        writer.OptionalInt16(3, dump.TargetSpatialLayer);
        writer.OptionalInt16(4, dump.CurrentSpatialLayer);
        writer.OptionalInt16(5, dump.PreferredTemporalLayer);
        writer.OptionalInt16(6, dump.TargetTemporalLayer);
        writer.OptionalInt16(7, dump.CurrentTemporalLayer);
        FlatOffset data = writer.End();
        writer.Begin();
        writer.Table(0, data);
        return writer.End();
    }

    /// <summary>An answer or a notification that holds layers and nothing else; no layers where none are sent.</summary>
    public static FlatOffset WriteLayersMessage(FlatWriter writer, ConsumerLayers? layers)
    {
        writer.Begin();
        writer.Table(0, WriteLayers(writer, layers));
        return writer.End();
    }

    public static FlatOffset WritePriority(FlatWriter writer, int priority)
    {
        writer.Begin();
        writer.UInt8(0, (byte)priority);
        return writer.End();
    }

    public static FlatOffset WriteScoreMessage(FlatWriter writer, ConsumerScore score)
    {
        writer.Begin();
        writer.Table(0, WriteScore(writer, score));
        return writer.End();
    }

    public static FlatOffset WriteRtp(FlatWriter writer, ReadOnlySpan<byte> packet)
    {
        writer.Begin();
        writer.Bytes(0, packet);
        return writer.End();
    }

    public static FlatOffset WriteTrace(FlatWriter writer, ConsumerTrace trace)
    {
        writer.Begin();
        writer.Choice(0, trace.Type, TraceEventTypes);
        writer.Count(1, trace.Timestamp);
        writer.Choice(2, trace.Direction, CommonMessages.Directions);
        TraceInfoMessages.Write(
            writer, 3, trace.Info, trace.Type == ConsumerTraceEventType.KeyFrame, trace.Type == ConsumerTraceEventType.Fir);
        return writer.End();
    }

    public static FlatOffset WriteLayers(FlatWriter writer, ConsumerLayers? layers)
    {
        if (layers is null)
        {
            return default;
        }

        writer.Begin();
        writer.UInt8(0, (byte)layers.SpatialLayer);
        writer.OptionalUInt8(1, layers.TemporalLayer);
        return writer.End();
    }

    public static FlatOffset WriteScore(FlatWriter writer, ConsumerScore score)
    {
        writer.Begin();
        writer.UInt8(0, (byte)score.Score);
        writer.UInt8(1, (byte)score.ProducerScore);
        writer.UInt8s(2, score.ProducerScores);
        return writer.End();
    }

    private static FlatOffset WriteBase(FlatWriter writer, ConsumerDump dump)
    {
        writer.Begin();
        writer.String(0, dump.Id);
        writer.Choice(1, dump.Type, RtpParametersMessages.Types);
        writer.String(2, dump.ProducerId);
        writer.Choice(3, dump.Kind, RtpParametersMessages.Kinds);
        writer.Table(4, RtpParametersMessages.Write(writer, dump.RtpParameters));
        writer.Tables(5, dump.ConsumableRtpEncodings, RtpParametersMessages.WriteEncoding);
        writer.UInt8s(6, dump.SupportedCodecPayloadTypes);
        writer.Choices(7, dump.TraceEventTypes, TraceEventTypes);
        writer.Bool(8, dump.Paused);
        writer.Bool(9, dump.ProducerPaused);
        writer.UInt8(10, (byte)dump.Priority);
        return writer.End();
    }
}
