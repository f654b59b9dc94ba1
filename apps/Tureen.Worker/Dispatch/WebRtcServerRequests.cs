using Tureen.Engine.Transports;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a WebRtcServer.</summary>
internal static class WebRtcServerRequests
{
    public static Answer Dump(WebRtcServerCore server, in RequestContext context) =>
        new(ResponseBody.WebRtcServerDump, WebRtcServerMessages.WriteDump(context.Writer, server.Dump()));
}
