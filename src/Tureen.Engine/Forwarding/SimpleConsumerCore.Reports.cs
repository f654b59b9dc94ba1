using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class SimpleConsumerCore
{
    public override IReadOnlyList<RtpStats> GetStats(Timestamp now)
    {
        OutboundRtpStats sent = StreamReports.Outbound(_stream.GetStats(now));
        return Producer.FindStream(_mappedSsrc) is RtpStreamReceiver received
            ? [sent, StreamReports.Inbound(received.GetStats(now))]
            : [sent];
    }

    protected override RtpStreamDump DumpStream() => StreamReports.Dump(_stream.Parameters, _stream.Score);
}
