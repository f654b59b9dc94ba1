using Tureen.Engine.Transports;

namespace Tureen.Engine.Routing;

internal sealed partial class WorkerCore
{
    public WorkerDump Dump(int pid)
    {
        TransportCore[] transports = [.. _routers.Values.SelectMany(static router => router.Transports.Values)];
        string[] transportIds = [.. transports.Select(static transport => transport.Id)];
        string[] producerIds = [.. transports.SelectMany(static transport => transport.Media.Producers.Keys)];
        string[] consumerIds = [.. transports.SelectMany(static transport => transport.Media.Consumers.Keys)];
        string[] dataProducerIds = [.. transports.SelectMany(static transport => transport.Data.Producers.Keys)];
        string[] rtpObserverIds = [.. _routers.Values.SelectMany(static router => router.RtpObservers.Keys)];
        string[] dataConsumerIds = [.. transports.SelectMany(static transport => transport.Data.Consumers.Keys)];
        return new WorkerDump
        {
            Pid = pid,
            WebRtcServerIds = [.. _webRtcServers.Keys],
            RouterIds = [.. _routers.Keys],
            ChannelMessageHandlers = new ChannelMessageHandlersDump
            {
                ChannelRequestHandlers =
                [
                    .. _webRtcServers.Keys,
                    .. _routers.Keys,
                    .. rtpObserverIds,
                    .. transportIds,
                    .. producerIds,
                    .. consumerIds,
                    .. dataProducerIds,
                    .. dataConsumerIds,
                ],
                ChannelNotificationHandlers = [.. transportIds, .. producerIds, .. dataProducerIds],
            },
        };
    }
}
