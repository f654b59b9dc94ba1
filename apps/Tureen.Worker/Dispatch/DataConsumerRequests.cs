using Tureen.Engine.Forwarding;
using Tureen.Engine.Sctp.Send;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a data consumer.</summary>
internal static class DataConsumerRequests
{
    public static Answer Handle(DataConsumerCore consumer, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.DataConsumerDump:
                return new Answer(
                    ResponseBody.DataConsumerDump, DataConsumerMessages.WriteDump(context.Writer, consumer.Dump()));
            case RequestMethod.DataConsumerGetStats:
                return new Answer(
                    ResponseBody.DataConsumerGetStats,
                    DataConsumerMessages.WriteStats(context.Writer, consumer.GetStats(context.Now)));
            case RequestMethod.DataConsumerPause:
                consumer.Pause();
                return Answer.Done;
            case RequestMethod.DataConsumerResume:
                consumer.Resume();
                return Answer.Done;
            case RequestMethod.DataConsumerGetBufferedAmount:
                return AnswerBufferedAmount(ResponseBody.DataConsumerGetBufferedAmount, consumer, context);
            case RequestMethod.DataConsumerSetBufferedAmountLowThreshold:
                RequireSctp(consumer);
                consumer.SetBufferedAmountLowThreshold(context.Now, context.Read(DataConsumerMessages.ReadThreshold));
                return Answer.Done;
            case RequestMethod.DataConsumerSend:
                Send(consumer, context);
                return AnswerBufferedAmount(ResponseBody.DataConsumerSend, consumer, context);
            default:
                return HandleSubchannels(consumer, context);
        }
    }

    private static Answer HandleSubchannels(DataConsumerCore consumer, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.DataConsumerSetSubchannels:
                consumer.SetSubchannels(context.Read(DataConsumerMessages.ReadSubchannels));
                return AnswerSubchannels(ResponseBody.DataConsumerSetSubchannels, consumer, context);
            case RequestMethod.DataConsumerAddSubchannel:
                consumer.AddSubchannel(context.Read(DataConsumerMessages.ReadSubchannel));
                return AnswerSubchannels(ResponseBody.DataConsumerAddSubchannel, consumer, context);
            case RequestMethod.DataConsumerRemoveSubchannel:
                consumer.RemoveSubchannel(context.Read(DataConsumerMessages.ReadSubchannel));
                return AnswerSubchannels(ResponseBody.DataConsumerRemoveSubchannel, consumer, context);
            default:
                return context.Unknown();
        }
    }

    private static void Send(DataConsumerCore consumer, in RequestContext context)
    {
        RequireSctp(consumer);
        FlatTable body = context.Body;
        uint ppid = DataConsumerMessages.ReadPpid(body);
        ReadOnlySpan<byte> payload = DataConsumerMessages.ReadPayload(body);
        context.ThrowIfMalformed();
        switch (consumer.Send(context.Now, ppid, payload, context.Sink))
        {
            case SendOutcome.Queued:
                break;
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
