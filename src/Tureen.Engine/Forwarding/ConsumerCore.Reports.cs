using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    public virtual ConsumerDump Dump() => new()
    {
        Id = Id,
        ProducerId = Producer.Id,
        Kind = Kind,
        Type = Options.Type,
        RtpParameters = StreamReports.DumpParameters(Options.RtpParameters),
        ConsumableRtpEncodings = [.. Options.ConsumableEncodings.Select(static encoding => encoding.Clone())],
        SupportedCodecPayloadTypes = [.. _payloadTypes.All],
        TraceEventTypes = TraceEventTypes,
        Paused = IsPaused,
        ProducerPaused = IsProducerPaused,
        Priority = Priority,
        RtpStream = DumpStream(_streams.First),
    };

    /// <summary>What is sent, then the producer's stream that it comes from, if there is one.</summary>
    public virtual IReadOnlyList<RtpStats> GetStats(Timestamp now)
    {
        OutboundRtpStats sent = StreamReports.Outbound(_streams.First.Sender.GetStats(now));
        return CurrentSource is RtpStreamReceiver received
            ? [sent, StreamReports.Inbound(received.GetStats(now))]
            : [sent];
    }

    protected static RtpStreamDump DumpStream(ConsumerStream stream) =>
        StreamReports.Dump(stream.Sender.Parameters, stream.Sender.Score);
}
