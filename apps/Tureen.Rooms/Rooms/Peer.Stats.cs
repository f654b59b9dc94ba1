using System.Text.Json.Nodes;
using Tureen.Rooms.Members;
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

    private async Task GetDataProducerStatsAsync(ProtooRequest request, RequestData data)
    {
        PeerDataProducer producer = Find(_dataProducers, data.Text("dataProducerId"), "dataProducer");
        IReadOnlyList<DataProducerStats> stats = await producer.DataProducer.GetStatsAsync();
        AnswerStats(request, OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListDataProducerStats));
    }

    private async Task GetDataConsumerStatsAsync(ProtooRequest request, RequestData data)
    {
        PeerDataConsumer consumer = Find(_dataConsumers, data.Text("dataConsumerId"), "dataConsumer");
        IReadOnlyList<DataConsumerStats> stats = await consumer.DataConsumer.GetStatsAsync();
        AnswerStats(request, OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListDataConsumerStats));
    }

    private void AnswerStats(ProtooRequest request, JsonNode stats) => request.Accept(Dialect.Stats(stats));
}
