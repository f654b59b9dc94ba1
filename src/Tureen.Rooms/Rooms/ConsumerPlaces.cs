using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// How many consumers one peer has, of media and of messages, those being made included. Peer and room have limits. Runs on the room's loop.
/// </summary>
internal sealed class ConsumerPlaces(PeerSession session)
{
    private int _taken;

    /// <summary>Takes a place for one more consumer, if the peer and the room have one.</summary>
    public bool TryTake()
    {
        bool hasRoom = _taken < RoomLimits.MaxConsumersPerPeer && session.Room.ConsumerCount < RoomLimits.MaxConsumersPerRoom;
        if (session.IsClosed || !hasRoom)
        {
            return false;
        }

        _taken++;
        session.Room.ConsumerCount++;
        return true;
    }

    public void Free(int count)
    {
        _taken -= count;
        session.Room.ConsumerCount -= count;
    }
}
