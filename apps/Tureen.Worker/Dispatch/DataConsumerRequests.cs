using Tureen.Engine.Forwarding;
using Tureen.Engine.Sctp.Send;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a data consumer.</summary>
internal static class DataConsumerRequests
{
    public static Answer Dump(DataConsumerCore consumer, in RequestContext context) =>
        new(ResponseBody.DataConsumerDump, DataConsumerMessages.WriteDump(context.Writer, consumer.Dump()));

    public static Answer GetStats(DataConsumerCore consumer, in RequestContext context) =>
        new(ResponseBody.DataConsumerGetStats, DataConsumerMessages.WriteStats(context.Writer, consumer.GetStats(context.Now)));

    public static Answer GetBufferedAmount(DataConsumerCore consumer, in RequestContext context) =>
        AnswerBufferedAmount(ResponseBody.DataConsumerGetBufferedAmount, consumer, context);

    public static void SetBufferedAmountLowThreshold(DataConsumerCore consumer, in RequestContext context)
    {
        RequireSctp(consumer);
        consumer.SetBufferedAmountLowThreshold(context.Now, context.Read(DataConsumerMessages.ReadThreshold));
    }

    public static Answer SetSubchannels(DataConsumerCore consumer, in RequestContext context)
    {
        consumer.SetSubchannels(context.Read(DataConsumerMessages.ReadSubchannels));
        return AnswerSubchannels(ResponseBody.DataConsumerSetSubchannels, consumer, context);
    }

    public static Answer AddSubchannel(DataConsumerCore consumer, in RequestContext context)
    {
        consumer.AddSubchannel(context.Read(DataConsumerMessages.ReadSubchannel));
        return AnswerSubchannels(ResponseBody.DataConsumerAddSubchannel, consumer, context);
    }

    public static Answer RemoveSubchannel(DataConsumerCore consumer, in RequestContext context)
    {
        consumer.RemoveSubchannel(context.Read(DataConsumerMessages.ReadSubchannel));
        return AnswerSubchannels(ResponseBody.DataConsumerRemoveSubchannel, consumer, context);
    }

    public static Answer Send(DataConsumerCore consumer, in RequestContext context)
    {
        RequireSctp(consumer);
        FlatTable body = context.Body;
        uint ppid = DataConsumerMessages.ReadPpid(body);
        ReadOnlySpan<byte> payload = DataConsumerMessages.ReadPayload(body);
        context.ThrowIfMalformed();
        switch (consumer.Send(context.Now, ppid, payload, context.Sink))
        {
            case SendOutcome.Queued:
                return AnswerBufferedAmount(ResponseBody.DataConsumerSend, consumer, context);
            case SendOutcome.BufferFull or SendOutcome.StreamQueueFull:
                throw new MediasoupException("sctpsendbufferfull");
            case SendOutcome.TooLong:
                throw new MediasoupTypeException("message exceeds the maxSendMessageSize of the transport");
            case SendOutcome.Empty:
                throw new MediasoupTypeException("a message with this ppid cannot be empty");
            default:
                throw new MediasoupException("the SCTP association is not open");
        }
    }

    private static Answer AnswerBufferedAmount(ResponseBody kind, DataConsumerCore consumer, in RequestContext context)
    {
        RequireSctp(consumer);
        return new Answer(kind, DataConsumerMessages.WriteBufferedAmount(context.Writer, consumer.BufferedAmount));
    }

    private static Answer AnswerSubchannels(ResponseBody kind, DataConsumerCore consumer, in RequestContext context) =>
        new(kind, DataConsumerMessages.WriteSubchannels(context.Writer, consumer.Subchannels));

    private static void RequireSctp(DataConsumerCore consumer)
    {
        if (consumer.Options.Type != DataConsumerType.Sctp)
        {
            throw new MediasoupTypeException("invalid DataConsumer type");
        }
    }
}
