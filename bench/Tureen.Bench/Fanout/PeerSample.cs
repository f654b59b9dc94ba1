namespace Tureen.Bench.Fanout;

/// <param name="Sent">Packets of all publishers.</param>
/// <param name="Received">Packets of all consumers.</param>
/// <param name="PacketLength">Bytes of a packet as it reaches a consumer.</param>
/// <param name="Latencies">p50, p99 and p99.9.</param>
internal sealed record PeerSample(long Sent, long Received, int PacketLength, IReadOnlyList<TimeSpan> Latencies);
