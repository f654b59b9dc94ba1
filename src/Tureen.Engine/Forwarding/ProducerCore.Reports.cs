using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    /// <summary>The score of each encoding, 0 where nothing has arrived.</summary>
    public int[] GetStreamScores() => Array.ConvertAll(_streams.All, static stream => stream?.Score ?? 0);

    public ProducerDump Dump() => new()
    {
        Id = Id,
        Kind = Kind,
        Type = Type,
        RtpParameters = StreamReports.DumpParameters(RtpParameters),
        RtpMapping = Options.RtpMapping.Clone(),
        RtpStreams =
            [.. _streams.Live.Select(static stream => StreamReports.Dump(stream.Parameters, stream.Score))],
        TraceEventTypes = TraceEventTypes,
        Paused = IsPaused,
    };

    public IReadOnlyList<InboundRtpStats> GetStats(Timestamp now) =>
        [.. _streams.Live.Select(stream => StreamReports.Inbound(stream.GetStats(now)))];
}
