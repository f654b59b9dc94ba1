using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

internal sealed partial class Peer
{
    private async Task GetTransportStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<WebRtcTransportStats> stats = await FindTransport(data).Transport.GetStatsAsync();
        AnswerStats(request, OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListWebRtcTransportStats));
    }

    private async Task GetProducerStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<InboundRtpStats> stats = await FindProducer(data).Producer.GetStatsAsync();
        AnswerStats(request, OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListInboundRtpStats));
    }

    private async Task GetConsumerStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<RtpStats> stats = await FindConsumer(data).Consumer.GetStatsAsync();
        AnswerStats(request, OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListRtpStats));
    }

    private void AnswerStats(ProtooRequest request, JsonNode stats) => request.Accept(PeerMessages.Stats(stats, Dialect));
}
