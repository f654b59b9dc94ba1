using Tureen.Engine.Forwarding;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a consumer.</summary>
internal static class ConsumerRequests
{
    public static Answer Dump(ConsumerCore consumer, in RequestContext context) =>
        new(ResponseBody.ConsumerDump, ConsumerMessages.WriteDump(context.Writer, consumer.Dump()));

    public static Answer GetStats(ConsumerCore consumer, in RequestContext context) =>
        new(ResponseBody.ConsumerGetStats, RtpStreamMessages.WriteAllStats(context.Writer, consumer.GetStats(context.Now)));

    public static void EnableTraceEvent(ConsumerCore consumer, in RequestContext context) =>
        consumer.TraceEventTypes = context.Read(ConsumerMessages.ReadTraceEvents);

    public static Answer SetPriority(ConsumerCore consumer, in RequestContext context)
    {
        int priority = context.Read(ConsumerMessages.ReadPriority);
        if (priority <= 0)
        {
            throw new MediasoupTypeException("wrong priority (must be higher than 0)");
        }

        consumer.SetPriority(context.Now, priority, context.Sink);
        return new Answer(ResponseBody.ConsumerSetPriority, ConsumerMessages.WritePriority(context.Writer, priority));
    }

    public static Answer SetPreferredLayers(ConsumerCore consumer, in RequestContext context)
    {
        ConsumerLayers wanted = context.Read(ConsumerMessages.ReadPreferredLayers);
        ConsumerLayers? preferred = consumer.SetPreferredLayers(context.Now, wanted, context.Sink);
        return new Answer(
            ResponseBody.ConsumerSetPreferredLayers, ConsumerMessages.WriteLayersMessage(context.Writer, preferred));
    }
}
