using Tureen.Ortc;
using Tureen.Ortc.Sdp;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Whip;

/// <summary>Somebody who plays what one member of a room sends, by WHEP (draft-ietf-wish-whep), and whom nobody sees. Runs on the room's loop.</summary>
/// <param name="room">Where the media is.</param>
/// <param name="visitor">Who plays it.</param>
internal sealed class WhepPlayer(Room room, RoomVisitor visitor)
{
    private const int RetrySeconds = 5;

    private readonly List<Consumer> _consumers = [];
    private MediaSession? _session;

    /// <summary>Sends what the offer asks for.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="sourceId">Whose media it is; null for whoever sends.</param>
    /// <param name="ended">Called once when the session ends.</param>
    /// <returns>The session and its answer.</returns>
    /// <exception cref="BroadcastException">Nobody sends anything, or nothing that the offer asks for.</exception>
    /// <exception cref="MediasoupException">The offer is wrong.</exception>
    public async Task<(MediaSession Session, string Answer)> PlayAsync(SessionDescription offer, string? sourceId, Action<MediaSession> ended)
    {
        if (room.Door.FindListenerRefusal(visitor.PeerId, visitor.Rights) is var (status, reason))
        {
            throw new BroadcastException(status, reason);
        }

        IRoomMember source = FindSource(sourceId) ?? throw NobodySends(sourceId);
        RtpCapabilities capabilities = OfferedCapabilities.Read(offer, addsOpusNack: false);
        List<(int Index, PeerProducer Producer)> wanted = await ChooseAsync(offer, source);
        Lease place = TakePlace();
        try
        {
            MediaSession session = _session = await MediaSession.CreateAsync(room, offer, visitor.Rights, () => HandleEnded(place, ended));
            return (session, await ConsumeAsync(session, offer, capabilities, wanted));
        }
        catch
        {
            _session?.End();
            place.Dispose();
            throw;
        }
    }

    /// <summary>Sets the layers of the video, at most.</summary>
    /// <exception cref="BroadcastException">There is no video with layers.</exception>
    public Task SetLayersAsync(int spatialLayer, int? temporalLayer) =>
        _consumers.Find(static consumer => consumer.Type is ConsumerType.Simulcast or ConsumerType.Svc) is { } consumer
            ? consumer.SetPreferredLayersAsync(new ConsumerLayers(spatialLayer, temporalLayer))
            : throw BroadcastException.Conflict("the video has no layers");

    /// <summary>Those who publish without signaling come before peers.</summary>
    private IRoomMember? FindSource(string? id) => room.Visible
        .Where(member => member.Producers.Count > 0 && (id is null || member.Id == id))
        .OrderBy(static member => member is Peer)
        .FirstOrDefault();

    private static BroadcastException NobodySends(string? sourceId) => sourceId is null
        ? new BroadcastException(StatusCodes.Status404NotFound, "nobody sends anything into the room") { RetryAfter = RetrySeconds }
        : new BroadcastException(StatusCodes.Status404NotFound, $"nobody with the id \"{sourceId}\" sends anything into the room") { RetryAfter = RetrySeconds };

    /// <summary>The first track of each kind; a second section of a kind gets the second.</summary>
    private async Task<List<(int Index, PeerProducer Producer)>> ChooseAsync(SessionDescription offer, IRoomMember source)
    {
        List<PeerProducer> left = [.. source.Producers];
        List<(int Index, PeerProducer Producer)> chosen = [];
        var player = new RoomPeer(visitor, static (_, _) => { }, () => _session?.End());
        for (int index = 0; index < offer.Media.Count; index++)
        {
            SdpMedia section = offer.Media[index];
            if (section is not { Kind: { } kind, IsRejected: false, Receives: true, Mid: not null }
                || left.Find(producer => producer.Producer.Kind == kind) is not { } producer)
            {
                continue;
            }

            left.Remove(producer);
            if (await room.Services.Hooks.MaySubscribeAsync(player, producer.Track) is { IsAllowed: true })
            {
                chosen.Add((index, producer));
            }
        }

        return chosen;
    }

    private async Task<string> ConsumeAsync(
        MediaSession session, SessionDescription offer, RtpCapabilities capabilities, List<(int Index, PeerProducer Producer)> wanted)
    {
        ServerDescription description = session.Describe(offer);
        for (int index = 0; index < offer.Media.Count; index++)
        {
            SdpMedia section = offer.Media[index];
            if (wanted.Find(one => one.Index == index).Producer is { } producer
                && await TryConsumeAsync(session, capabilities, section, producer) is { } consumer)
            {
                description.AnswerSending(index, section, consumer.RtpParameters, producer.PeerId, producer.Id);
            }
            else
            {
                description.Reject(index, section);
            }
        }

        return _consumers.Count > 0 ? description.Write() : throw new BroadcastException(
            StatusCodes.Status422UnprocessableEntity, "the offer receives nothing of what is sent: its kinds, codecs or a=mid do not fit");
    }

    /// <summary>Null when the offer has no codec that is sent.</summary>
    private async Task<Consumer?> TryConsumeAsync(MediaSession session, RtpCapabilities capabilities, SdpMedia section, PeerProducer producer)
    {
        RequirePlace();
        try
        {
            Consumer consumer = await session.Transport.ConsumeAsync(new ConsumerOptions
            {
                ProducerId = producer.Id,
                RtpCapabilities = capabilities,
                Mid = section.Mid,
                UsePreferredNumbers = true,
            });
            consumer.OnProducerClose += () => room.Loop.Post(HandleProducerClosed);
            _consumers.Add(consumer);
            room.ConsumerCount++;
            return consumer;
        }
        catch (UnsupportedException)
        {
            return null;
        }
    }

    private Lease TakePlace()
    {
        if (room.PlayerCount >= WhipLimits.MaxPlayersPerRoom)
        {
            throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "too many players in the room");
        }

        room.PlayerCount++;
        return new Lease(() => room.PlayerCount--);
    }

    private void RequirePlace()
    {
        if (room.IsClosed || _session is { IsEnded: true })
        {
            throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "the room has ended");
        }

        if (room.ConsumerCount >= RoomLimits.MaxConsumersPerRoom)
        {
            throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "too many consumers in the room");
        }
    }

    /// <summary>A player cannot be offered anything else, so that it ends with the last of what it plays and may come again.</summary>
    private void HandleProducerClosed()
    {
        if (_consumers.TrueForAll(static consumer => consumer.Closed))
        {
            _session?.End();
        }
    }

    private void HandleEnded(Lease place, Action<MediaSession> ended)
    {
        room.ConsumerCount -= _consumers.Count;
        place.Dispose();
        _consumers.Clear();
        if (_session is { } session)
        {
            ended(session);
        }
    }
}
