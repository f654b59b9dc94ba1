using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;

namespace Tureen.Rooms.Rooms;

/// <summary>Who asks for the floor, in the order of asking, and reactions, which nobody keeps. Runs on the room's loop.</summary>
internal sealed class RoomGestures(Room room)
{
    private readonly List<string> _hands = [];

    /// <summary>Raises or lowers the hand of a peer; nothing happens when it is so already.</summary>
    /// <exception cref="ProtooException">Too many hands are raised.</exception>
    public void SetHand(string peerId, bool isRaised)
    {
        if (_hands.Contains(peerId) == isRaised)
        {
            return;
        }

        if (!isRaised)
        {
            _hands.Remove(peerId);
        }
        else if (_hands.Count < RoomLimits.MaxRaisedHands)
        {
            _hands.Add(peerId);
        }
        else
        {
            throw new ProtooException(StatusCodes.Status503ServiceUnavailable, $"{RoomLimits.MaxRaisedHands} hands are raised already");
        }

        NotifyHands();
    }

    /// <summary>The ids of those who raised a hand, the first one first.</summary>
    public JsonArray Describe() => new([.. _hands.Select(static id => (JsonNode)id)]);

    /// <summary>Shows a reaction to all for a moment.</summary>
    public void React(string peerId, string reaction)
    {
        ReactHere(peerId, reaction);
        room.Share.Forward(null, ForwardedRequests.React, new() { ["peerId"] = peerId, ["reaction"] = reaction });
    }

    /// <summary>Shows a reaction to all of this machine.</summary>
    public void ReactHere(string peerId, string reaction) =>
        Announcement.Send(room.Joined, "reaction", new() { ["peerId"] = peerId, ["reaction"] = reaction }, isOptional: true);

    /// <summary>Closes a connection whose client has come back by another one, and keeps its place in the line.</summary>
    public void CloseReplaced(Peer peer)
    {
        int place = _hands.IndexOf(peer.Id);
        peer.Close();
        if (place >= 0 && !_hands.Contains(peer.Id))
        {
            _hands.Insert(place, peer.Id);
            NotifyHands();
        }
    }

    private void NotifyHands() => Announcement.Send(room.Joined, "handsChanged", new() { ["hands"] = Describe() }, isOptional: true);
}
