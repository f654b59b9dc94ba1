using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

/// <summary>What the producer does with a packet of a stream, in one step.</summary>
internal static class StreamReceiverExtensions
{
    /// <summary>Tracks a packet of the stream itself and takes it; false when it has no place in the sequence.</summary>
    public static bool TryTake(this RtpStreamReceiver stream, Timestamp now, in RtpPacket packet)
    {
        bool isTracked = stream.TryTrack(now, packet, isRecovered: false, out _);
        if (isTracked)
        {
            stream.HandlePacket(now, packet, isKeyFrame: false);
        }

        return isTracked;
    }
}
