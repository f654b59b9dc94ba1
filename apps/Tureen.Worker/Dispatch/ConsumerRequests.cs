using Tureen.Engine.Forwarding;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a consumer.</summary>
internal static class ConsumerRequests
{
    public static Answer Handle(ConsumerCore consumer, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.ConsumerDump:
                return new Answer(ResponseBody.ConsumerDump, ConsumerMessages.WriteDump(context.Writer, consumer.Dump()));
            case RequestMethod.ConsumerGetStats:
                return new Answer(
                    ResponseBody.ConsumerGetStats,
                    RtpStreamMessages.WriteAllStats(context.Writer, consumer.GetStats(context.Now)));
            case RequestMethod.ConsumerPause:
                consumer.Pause();
                return Answer.Done;
            case RequestMethod.ConsumerResume:
                consumer.Resume(context.Now, context.Sink);
                return Answer.Done;
            case RequestMethod.ConsumerSetPreferredLayers:
                return SetPreferredLayers(consumer, context);
            case RequestMethod.ConsumerSetPriority:
                return SetPriority(consumer, context);
            case RequestMethod.ConsumerRequestKeyFrame:
                consumer.RequestKeyFrame(context.Now, context.Sink);
                return Answer.Done;
            case RequestMethod.ConsumerEnableTraceEvent:
                consumer.TraceEventTypes = context.Read(ConsumerMessages.ReadTraceEvents);
                return Answer.Done;
            default:
                return context.Unknown();
        }
    }

    private static Answer SetPriority(ConsumerCore consumer, in RequestContext context)
    {
        int priority = context.Read(ConsumerMessages.ReadPriority);
        if (priority <= 0)
        {
            throw new MediasoupTypeException("wrong priority (must be higher than 0)");
        }

        consumer.SetPriority(context.Now, priority, context.Sink);
        return new Answer(ResponseBody.ConsumerSetPriority, ConsumerMessages.WritePriority(context.Writer, priority));
    }

    private static Answer SetPreferredLayers(ConsumerCore consumer, in RequestContext context)
    {
        ConsumerLayers wanted = context.Read(ConsumerMessages.ReadPreferredLayers);
        ConsumerLayers? preferred = consumer.SetPreferredLayers(context.Now, wanted, context.Sink);
        return new Answer(
            ResponseBody.ConsumerSetPreferredLayers, ConsumerMessages.WriteLayersMessage(context.Writer, preferred));
    }
}
