using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>What a peer asks for to be seen by the others: a raised hand, a reaction. Runs on the room's loop.</summary>
internal sealed class PeerGestures(PeerSession session)
{
    public Task SetHandAsync(RequestData data)
    {
        bool isRaised = data.IsTrue("isRaised");
        if (!isRaised && !data.IsFalse("isRaised"))
        {
            throw new MediasoupTypeException("isRaised must be a boolean");
        }

        Require();
        session.Room.Gestures.SetHand(session.Id, isRaised);
        return Task.CompletedTask;
    }

    public Task ReactAsync(RequestData data)
    {
        string reaction = data.Text("reaction") is { Length: > 0 } text
            ? KeptData.Text(text, RoomLimits.MaxReactionLength, "reaction")
            : throw new MediasoupTypeException("reaction must be a string");
        Require();
        session.Room.Gestures.React(session.Id, reaction);
        return Task.CompletedTask;
    }

    private void Require()
    {
        if (session.Public.Rights.Has(RoomGrants.Hidden))
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, "the others do not see a hidden peer");
        }

        session.Relays.TakeGesture();
    }
}
