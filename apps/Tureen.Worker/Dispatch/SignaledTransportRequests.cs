using Tureen.Engine.Transports;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to plain and pipe transports only.</summary>
internal static class SignaledTransportRequests
{
    public static Answer Handle(TransportCore transport, in RequestContext context) => (context.Method, transport) switch
    {
        (RequestMethod.PlainTransportConnect, PlainTransportCore plain) => Connect(plain, context),
        (RequestMethod.PipeTransportConnect, PipeTransportCore pipe) => Connect(pipe, context),
        _ => context.Unknown(),
    };

    private static Answer Connect(PlainTransportCore transport, in RequestContext context)
    {
        PeerAddress peer = context.Read(PlainTransportMessages.ReadConnect);
        transport.Connect(context.Now, peer.Ip, peer.Port, peer.RtcpPort, peer.SrtpParameters, isConfirmed: true, context.Sink);
        return new Answer(
            ResponseBody.PlainTransportConnect, PlainTransportMessages.WriteConnectResponse(context.Writer, transport));
    }

    private static Answer Connect(PipeTransportCore transport, in RequestContext context)
    {
        PeerAddress peer = context.Read(PipeTransportMessages.ReadConnect);
        transport.Connect(context.Now, peer.Ip, peer.Port, peer.SrtpParameters, context.Sink);
        return new Answer(
            ResponseBody.PipeTransportConnect, PipeTransportMessages.WriteConnectResponse(context.Writer, transport));
    }
}
