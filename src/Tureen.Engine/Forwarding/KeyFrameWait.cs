using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>How a consumer's streams wait for the key frames that they begin with.</summary>
/// <param name="context">Takes the events.</param>
/// <param name="producer">The producer whose sender sends the key frames.</param>
/// <param name="consumerId">Names the consumer in its events.</param>
/// <param name="repeatsRequests">Whether requests are repeated here, each second that packets come without a key frame.</param>
internal sealed class KeyFrameWait(EngineContext context, ProducerCore producer, string consumerId, bool repeatsRequests)
{
    /// <summary>
    /// Whether a stream can begin with this packet: the first of a key frame, or any after a wait in vain. Keeps packets that overtook a key frame.
    /// </summary>
    public bool IsStart(Timestamp now, ConsumerStream stream, SharedRtpPacket packet, uint mappedSsrc, IDatagramSink sink)
    {
        if (!packet.IsKeyFrame)
        {
            return !MustWait(now, stream, packet, mappedSsrc, sink);
        }

        bool isCutShort = stream.IsCutShort(packet);
        if (isCutShort)
        {
            producer.RequestKeyFrame(now, mappedSsrc, sink, isForced: true);
        }

        return !isCutShort;
    }

    /// <summary>
    /// Keeps a packet that waits for a key frame, and requests one now and then. False after too many requests in vain: then it reports that,
    /// and the packet is to be sent.
    /// </summary>
    public bool MustWait(Timestamp now, ConsumerStream stream, SharedRtpPacket packet, uint mappedSsrc, IDatagramSink sink)
    {
        ref WithheldMedia withheld = ref stream.Withheld;
        if (withheld.Handle(now, packet.Descriptor) && repeatsRequests)
        {
            producer.RequestKeyFrame(now, mappedSsrc, sink);
        }

        if (withheld.TakeReport())
        {
            context.Events.Enqueue(new ConsumerMediaWithheldEvent(consumerId, withheld.Reason));
        }

        if (withheld.IsOver(packet.Descriptor))
        {
            return false;
        }

        stream.Hold(packet);
        return true;
    }
}
