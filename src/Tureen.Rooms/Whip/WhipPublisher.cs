using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Whip;

/// <summary>Somebody who publishes into a room by WHIP (RFC 9725), whom its peers see as one of them. Runs on the room's loop.</summary>
internal sealed class WhipPublisher : IRoomMember
{
    private readonly Room _room;
    private readonly RoomPeer _public;
    private readonly List<PeerProducer> _producers = [];
    private MediaSession? _session;
    private bool _isPresented;

    /// <param name="room">Where it publishes.</param>
    /// <param name="visitor">Who it is.</param>
    /// <param name="name">What the peers see.</param>
    /// <param name="remoteAddress">Where the request came from.</param>
    public WhipPublisher(Room room, RoomVisitor visitor, string name, string remoteAddress)
    {
        _room = room;
        Id = visitor.PeerId;
        DisplayName = name;
        RemoteAddress = remoteAddress;
        JoinedAt = room.Services.Time.GetUtcNow();
        _public = new RoomPeer(visitor, static (_, _) => { }, Close) { DisplayName = name };
    }

    public string Id { get; }

    public string DisplayName { get; }

    public JsonObject Device => new() { ["flag"] = "broadcaster", ["name"] = "WHIP" };

    public string RemoteAddress { get; }

    public string? Identity => _public.Rights.Identity;

    public string? Role => _public.Rights.Role;

    public JsonObject? Metadata { get; set; }

    public DateTimeOffset? JoinedAt { get; }

    public IReadOnlyCollection<PeerProducer> Producers => _producers;

    public IReadOnlyCollection<PeerDataProducer> DataProducers => [];

    public bool IsForPeers(PeerDataProducer producer) => false;

    public PeerStatus Describe() => new(
        Id,
        DisplayName,
        IsJoined: true,
        [.. _producers.Select(static producer => new ProducerStatus(producer.Producer.Kind.ToWireString(), producer.Producer.Paused))],
        0);

    public void Close() => _session?.End();

    /// <summary>Takes what the offer has, and presents it to the peers.</summary>
    /// <returns>The session and its answer.</returns>
    /// <exception cref="BroadcastException">The room has ended or is full, the id is taken, or nothing of the offer can be taken.</exception>
    /// <exception cref="MediasoupException">The offer is wrong.</exception>
    public async Task<(MediaSession Session, string Answer)> PublishAsync(SessionDescription offer, Action<MediaSession> ended)
    {
        RequirePlace();
        List<OfferedTrack> tracks = OfferedTracks.Read(offer, _room.Router.RtpCapabilities);
        await RequireMayPublishAsync(offer, tracks);
        MediaSession session = _session = await MediaSession.CreateAsync(_room, offer, _public.Rights, () => HandleEnded(ended));
        try
        {
            string answer = await ProduceAsync(session, offer, tracks);

            // Others may have come meanwhile.
            RequirePlace();
            Present();
            return (session, answer);
        }
        catch
        {
            session.End();
            throw;
        }
    }

    private void RequirePlace()
    {
        if (_session is { IsEnded: true })
        {
            throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "the session has ended");
        }

        if (_room.Door.FindGuestRefusal(Id, _public.Rights) is var (status, reason))
        {
            throw new BroadcastException(status, reason);
        }
    }

    private async Task RequireMayPublishAsync(SessionDescription offer, List<OfferedTrack> tracks)
    {
        if (tracks.Count == 0)
        {
            throw new BroadcastException(StatusCodes.Status422UnprocessableEntity, "the offer sends neither audio nor video");
        }

        if (tracks.Count > 1 && offer.Session.Attribute("group") is null)
        {
            throw new BroadcastException(StatusCodes.Status422UnprocessableEntity, "the media sections of the offer are not bundled (a=group:BUNDLE)");
        }

        foreach (OfferedTrack track in tracks)
        {
            RoomTrack wanted = PeerProducer.TrackOf(Id, track.Kind, []);
            if (!_public.Rights.MayPublish(wanted.Kind))
            {
                throw new BroadcastException(
                    StatusCodes.Status403Forbidden, $"the token does not grant {wanted.Kind.ToString().ToLowerInvariant()}");
            }

            if (await _room.Services.Hooks.MayPublishAsync(_public, wanted) is { Reason: { } reason })
            {
                throw new BroadcastException(StatusCodes.Status403Forbidden, reason);
            }
        }
    }

    private async Task<string> ProduceAsync(MediaSession session, SessionDescription offer, List<OfferedTrack> tracks)
    {
        ServerDescription description = session.Describe(offer);
        for (int index = 0; index < offer.Media.Count; index++)
        {
            if (tracks.Find(track => track.Index == index) is not { } track)
            {
                description.Reject(index, offer.Media[index]);
                continue;
            }

            Producer producer = await session.Transport.ProduceAsync(new ProducerOptions
            {
                Kind = track.Kind,
                RtpParameters = track.Sent,
                AppData = new(StringComparer.Ordinal) { [RoomSpeakers.PeerIdKey] = Id },
            });
            _producers.Add(new PeerProducer(producer, Id, []));
            description.Answer(index, track.Section, track.Answered);
        }

        return description.Write();
    }

    private void Present()
    {
        _isPresented = true;
        _room.AddGuest(this);
        _room.Services.Hooks.Raise(hooks => hooks.HandlePeerJoined(_public));
        foreach (PeerProducer producer in _producers)
        {
            _room.HandleNewProducer(this, producer);
        }
    }

    private void HandleEnded(Action<MediaSession> ended)
    {
        if (_isPresented)
        {
            _isPresented = false;
            _room.HandleGuestClosing(this);
            _room.Services.Hooks.Raise(hooks => hooks.HandlePeerLeft(_public));
        }

        _producers.Clear();
        if (_session is { } session)
        {
            ended(session);
        }
    }
}
