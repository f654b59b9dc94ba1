using Tureen.Engine.Transports;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>What is asked of a transport.</summary>
internal static class TransportRequests
{
    public static Answer Handle(TransportCore transport, in RequestContext context) => context.Unknown();
}
