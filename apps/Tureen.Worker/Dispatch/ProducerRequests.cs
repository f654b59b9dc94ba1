using Tureen.Engine.Forwarding;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a producer.</summary>
internal static class ProducerRequests
{
    public static Answer Handle(ProducerCore producer, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.ProducerDump:
                return new Answer(ResponseBody.ProducerDump, ProducerMessages.WriteDump(context.Writer, producer.Dump()));
            case RequestMethod.ProducerGetStats:
                return new Answer(
                    ResponseBody.ProducerGetStats,
                    RtpStreamMessages.WriteAllStats(context.Writer, producer.GetStats(context.Now)));
            case RequestMethod.ProducerPause:
                producer.Pause();
                return Answer.Done;
            case RequestMethod.ProducerResume:
                producer.Resume(context.Now, context.Sink);
                return Answer.Done;
            case RequestMethod.ProducerEnableTraceEvent:
                producer.TraceEventTypes = context.Read(ProducerMessages.ReadTraceEvents);
                return Answer.Done;
            default:
                return context.Unknown();
        }
    }
}
