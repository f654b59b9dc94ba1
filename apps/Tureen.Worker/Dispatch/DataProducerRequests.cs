using Tureen.Engine.Forwarding;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a data producer.</summary>
internal static class DataProducerRequests
{
    public static Answer Handle(DataProducerCore producer, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.DataProducerDump:
                return new Answer(
                    ResponseBody.DataProducerDump, DataProducerMessages.WriteDump(context.Writer, producer.Dump()));
            case RequestMethod.DataProducerGetStats:
                return new Answer(
                    ResponseBody.DataProducerGetStats,
                    DataProducerMessages.WriteStats(context.Writer, producer.GetStats(context.Now)));
            case RequestMethod.DataProducerPause:
                producer.Pause();
                return Answer.Done;
            case RequestMethod.DataProducerResume:
                producer.Resume();
                return Answer.Done;
            default:
                return context.Unknown();
        }
    }
}
