using Tureen.Engine.Forwarding;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a producer.</summary>
internal static class ProducerRequests
{
    public static Answer Dump(ProducerCore producer, in RequestContext context) =>
        new(ResponseBody.ProducerDump, ProducerMessages.WriteDump(context.Writer, producer.Dump()));

    public static Answer GetStats(ProducerCore producer, in RequestContext context) =>
        new(ResponseBody.ProducerGetStats, RtpStreamMessages.WriteAllStats(context.Writer, producer.GetStats(context.Now)));

    public static void EnableTraceEvent(ProducerCore producer, in RequestContext context) =>
        producer.TraceEventTypes = context.Read(ProducerMessages.ReadTraceEvents);
}
