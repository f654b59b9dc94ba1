using Tureen.Engine.Routing;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>What is asked of a router.</summary>
internal static class RouterRequests
{
    public static Answer Handle(RouterCore router, in RequestContext context) => context.Unknown();
}
