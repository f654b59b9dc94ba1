using Tureen.Ortc;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Rooms;

/// <summary>Brings what members of a room send to the others, and to those who listen to all. Runs on the room's loop.</summary>
internal sealed class RoomOffers(Room room)
{
    private readonly RoomPart<RoomBot> _bot = new(() => RoomBot.CreateAsync(room.Router, room.Logger));
    private readonly RoomPart<RoomSpeakers> _speakers = new(() => RoomSpeakers.CreateAsync(room));

    /// <summary>Offers all media of the others to a peer.</summary>
    public void OfferOthers(Peer peer)
    {
        foreach (IRoomMember other in room.Members.Where(other => other != peer && other is not Peer { IsJoined: false }))
        {
            OfferAll(other, peer);
        }
    }

    /// <summary>Lets a peer hear the bot.</summary>
    public void OfferBot(Peer peer) => _ = OfferBotAsync(peer);

    /// <summary>Offers new media to all others, and to recordings.</summary>
    public void OfferToOthers(IRoomMember member, PeerProducer producer)
    {
        foreach (Peer other in room.JoinedExcept(member))
        {
            Offer(producer, other);
        }

        room.Recordings.HandleNewProducer(producer);
        _ = ListenAsync(producer.Producer);
    }

    /// <summary>What is for peers goes to all others; messages of peers for the bot go to the bot alone.</summary>
    public void OfferToOthers(IRoomMember member, PeerDataProducer producer)
    {
        if (member.IsForPeers(producer))
        {
            foreach (Peer other in room.JoinedExcept(member))
            {
                _ = other.DataConsumers.ConsumeAsync(producer);
            }
        }
        else if (member is Peer peer && producer.Channel == PeerDataProducer.Bot)
        {
            _ = ListenAsync(peer, producer);
        }
    }

    /// <summary>Lets the room report when the producer's peer, named in its own data, speaks. Never throws.</summary>
    public async Task ListenAsync(Producer producer)
    {
        if (producer.Kind != MediaKind.Audio)
        {
            return;
        }

        try
        {
            await (await _speakers.GetAsync()).AddAsync(producer);
        }
        catch (MediasoupException exception)
        {
            room.Logger.LogDebug("Room {RoomId} does not report who speaks: {Reason}", LogText.Of(room.Id), LogText.Of(exception.Message));
        }
    }

    private async Task OfferBotAsync(Peer peer)
    {
        try
        {
            await peer.DataConsumers.ConsumeAsync((await _bot.GetAsync()).Producer);
        }
        catch (MediasoupException exception)
        {
            room.Logger.LogDebug("Room {RoomId} has no bot: {Reason}", LogText.Of(room.Id), LogText.Of(exception.Message));
        }
    }

    private async Task ListenAsync(Peer peer, PeerDataProducer producer)
    {
        try
        {
            await (await _bot.GetAsync()).ListenAsync(peer, producer);
        }
        catch (MediasoupException exception)
        {
            room.Logger.LogDebug("Room {RoomId} has no bot: {Reason}", LogText.Of(room.Id), LogText.Of(exception.Message));
        }
    }

    private void Offer(PeerProducer producer, Peer peer)
    {
        for (int replica = 0; replica <= room.ConsumerReplicas; replica++)
        {
            _ = peer.Consumers.ConsumeAsync(producer);
        }
    }

    private void OfferAll(IRoomMember from, Peer peer)
    {
        foreach (PeerProducer producer in from.Producers)
        {
            Offer(producer, peer);
        }

        foreach (PeerDataProducer producer in from.DataProducers.Where(from.IsForPeers))
        {
            _ = peer.DataConsumers.ConsumeAsync(producer);
        }
    }
}
