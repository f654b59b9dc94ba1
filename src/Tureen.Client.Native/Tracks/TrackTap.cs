using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Client.Native.Tracks;

/// <summary>Brings packets to a track on the media thread, if the application wants them there.</summary>
internal sealed class TrackTap : IPacketReceiver
{
    /// <summary>The track, which is made after the consumer that has the tap.</summary>
    public ReceivedTrack? Track { get; set; }

    public bool TryReceive(ReadOnlyMemory<byte> packet, Timestamp receivedAt, Timestamp capturedAt)
    {
        if (Track is not { MediaThreadHandler: not null } track)
        {
            return false;
        }

        if (PacketReader.TryRead(packet, out ReceivedPacket received))
        {
            track.ReceiveAtOnce(received);
        }

        return true;
    }
}
