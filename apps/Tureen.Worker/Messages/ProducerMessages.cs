using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The requests, notifications and answers of a producer.</summary>
internal static class ProducerMessages
{
    private static readonly ProducerTraceEventType[] TraceEventTypes =
    [
        ProducerTraceEventType.KeyFrame,
        ProducerTraceEventType.Fir,
        ProducerTraceEventType.Nack,
        ProducerTraceEventType.Pli,
        ProducerTraceEventType.Rtp,
        ProducerTraceEventType.Sr,
    ];

    public static ProducerTraceEventType[] ReadTraceEvents(FlatTable table) => table.Choices(0, TraceEventTypes);

    /// <summary>The RTP packet that the application sends; in the message itself.</summary>
    public static ReadOnlySpan<byte> ReadPacket(FlatTable table) => table.RequiredBytes(0);

    public static FlatOffset WriteDump(FlatWriter writer, ProducerDump dump)
    {
        writer.Begin();
        writer.String(0, dump.Id);
        writer.Choice(1, dump.Kind, RtpParametersMessages.Kinds);
        writer.UInt8(2, (byte)dump.Type);
        writer.Table(3, RtpParametersMessages.Write(writer, dump.RtpParameters));
        writer.Table(4, RtpParametersMessages.WriteMapping(writer, dump.RtpMapping));
        writer.Tables(5, dump.RtpStreams ?? [], RtpStreamMessages.WriteDump);
        writer.Choices(6, dump.TraceEventTypes, TraceEventTypes);
        writer.Bool(7, dump.Paused);
        return writer.End();
    }

    public static FlatOffset WriteScores(FlatWriter writer, IReadOnlyList<ProducerScore> scores)
    {
        writer.Begin();
        writer.Tables(0, scores, static (writer, score) =>
        {
            writer.Begin();
            writer.UInt32(0, (uint)score.EncodingIdx);
            writer.UInt32(1, score.Ssrc);
            writer.String(2, score.Rid);
            writer.UInt8(3, (byte)score.Score);
            return writer.End();
        });
        return writer.End();
    }

    public static FlatOffset WriteVideoOrientation(FlatWriter writer, ProducerVideoOrientation orientation)
    {
        writer.Begin();
        writer.Bool(0, orientation.Camera);
        writer.Bool(1, orientation.Flip);
        writer.UInt16(2, (ushort)orientation.Rotation);
        return writer.End();
    }

    public static FlatOffset WriteTrace(FlatWriter writer, ProducerTrace trace)
    {
        writer.Begin();
        writer.Choice(0, trace.Type, TraceEventTypes);
        writer.Count(1, trace.Timestamp);
        writer.Choice(2, trace.Direction, CommonMessages.Directions);
        TraceInfoMessages.Write(
            writer, 3, trace.Info, trace.Type == ProducerTraceEventType.KeyFrame, trace.Type == ProducerTraceEventType.Fir);
        return writer.End();
    }
}
