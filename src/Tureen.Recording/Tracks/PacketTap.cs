using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Recording.Frames;

namespace Tureen.Recording.Tracks;

/// <summary>Takes the packets of a consumer on the media thread: a copy of each goes to the queue, and that is all.</summary>
internal sealed class PacketTap(RecordedTrack track, PacketQueue queue) : IPacketReceiver
{
    public bool TryReceive(ReadOnlyMemory<byte> packet, Timestamp receivedAt, Timestamp capturedAt)
    {
        if (!MediaPacket.TryCopy(packet.Span, receivedAt, capturedAt, out MediaPacket copy))
        {
            return true;
        }

        if (copy.Payload.IsEmpty)
        {
            copy.Free();
        }
        else
        {
            queue.Add(track, copy);
        }

        return true;
    }
}
