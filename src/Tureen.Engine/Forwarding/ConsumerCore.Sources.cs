using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>A stream of the producer continues under another SSRC, whose numbers and timestamps are unrelated to the old ones.</summary>
    public virtual void HandleProducerSourceReplaced(Timestamp now, int index)
    {
        if (index < Streams.Length)
        {
            Streams[index].HandleSourceReplaced(now);
        }
    }

    /// <summary>
    /// A stream of the producer has another codec than before. If the receiver did not negotiate it, the receiver gets nothing and sees no
    /// gap; the codec that it knows then has to come back with a key frame.
    /// </summary>
    public virtual void HandleProducerCodec(int index)
    {
        ConsumerStream stream = Streams[index < Streams.Length ? index : 0];
        byte payloadType = Producer.GetMappedPayloadType(index);
        if (IsSupported(payloadType))
        {
            stream.HandleCodec(payloadType);
            return;
        }

        stream.RequireSync();
        if (Context.Log.IsWarn(WorkerLogTag.Rtp))
        {
            Context.Log.Warn(
                WorkerLogTag.Rtp,
                $"the producer sends {Producer.GetCodec(index)} with payload type {payloadType}, which the consumer did not negotiate: nothing is forwarded to it [consumerId:{Id}, producerId:{Producer.Id}]");
        }
    }
}
