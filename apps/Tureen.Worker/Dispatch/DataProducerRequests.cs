using Tureen.Engine.Forwarding;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a data producer.</summary>
internal static class DataProducerRequests
{
    public static Answer Dump(DataProducerCore producer, in RequestContext context) =>
        new(ResponseBody.DataProducerDump, DataProducerMessages.WriteDump(context.Writer, producer.Dump()));

    public static Answer GetStats(DataProducerCore producer, in RequestContext context) =>
        new(ResponseBody.DataProducerGetStats, DataProducerMessages.WriteStats(context.Writer, producer.GetStats(context.Now)));
}
