using Tureen.Engine.Transports;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests that connect a transport, in which its kinds differ.</summary>
internal static class TransportConnectRequests
{
    public static Answer RestartIce(WebRtcTransportCore transport, in RequestContext context) => new(
        ResponseBody.TransportRestartIce,
        TransportMessages.WriteRestartIceResponse(context.Writer, transport.RestartIce(context.Now, context.Sink)));

    public static Answer Connect(WebRtcTransportCore transport, in RequestContext context) => new(
        ResponseBody.WebRtcTransportConnect,
        WebRtcTransportMessages.WriteConnectResponse(
            context.Writer, transport.Connect(context.Now, context.Read(WebRtcTransportMessages.ReadConnect), context.Sink)));

    public static Answer Connect(PlainTransportCore transport, in RequestContext context)
    {
        PeerAddress peer = context.Read(PlainTransportMessages.ReadConnect);
        transport.Connect(context.Now, peer.Ip, peer.Port, peer.RtcpPort, peer.SrtpParameters, isConfirmed: true, context.Sink);
        return new Answer(
            ResponseBody.PlainTransportConnect, PlainTransportMessages.WriteConnectResponse(context.Writer, transport));
    }

    public static Answer Connect(PipeTransportCore transport, in RequestContext context)
    {
        PeerAddress peer = context.Read(PipeTransportMessages.ReadConnect);
        transport.Connect(context.Now, peer.Ip, peer.Port, peer.SrtpParameters, context.Sink);
        return new Answer(
            ResponseBody.PipeTransportConnect, PipeTransportMessages.WriteConnectResponse(context.Writer, transport));
    }
}
