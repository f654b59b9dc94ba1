using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    public ConsumerDump Dump() => new()
    {
        Id = Id,
        ProducerId = Producer.Id,
        Kind = Kind,
        Type = Options.Type,
        RtpParameters = StreamReports.DumpParameters(Options.RtpParameters),
        ConsumableRtpEncodings = [.. Options.ConsumableEncodings.Select(static encoding => encoding.Clone())],
        SupportedCodecPayloadTypes = [.. SupportedCodecPayloadTypes],
        TraceEventTypes = TraceEventTypes,
        Paused = IsPaused,
        ProducerPaused = IsProducerPaused,
        Priority = Priority,
        RtpStream = DumpStream(),
    };

    /// <summary>What is sent, then the producer's stream that it comes from, if there is one.</summary>
    public abstract IReadOnlyList<RtpStats> GetStats(Timestamp now);

    protected abstract RtpStreamDump DumpStream();
}
