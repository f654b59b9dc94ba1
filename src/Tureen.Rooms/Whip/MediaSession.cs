using System.Globalization;
using System.Security.Cryptography;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Whip;

/// <summary>A connection that one HTTP request made: its transport, its description, and when it ends. Runs on the room's loop.</summary>
internal sealed class MediaSession
{
    private const int IdLength = 32;

    private readonly Room _room;
    private readonly RoomRights _rights;
    private readonly Action _ended;
    private readonly ITimer _deadline;
    private string? _remoteUser;
    private int _restarts;

    private MediaSession(Room room, WebRtcTransport transport, SessionDescription offer, RoomRights rights, Action ended)
    {
        _room = room;
        _rights = rights;
        _ended = ended;
        Transport = transport;
        _remoteUser = UserOf(offer);
        _deadline = room.Services.Time.CreateTimer(_ => room.Loop.Post(End), null, WhipLimits.ConnectDeadline, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Nobody can guess it, because it is the right to end the session.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    public Room Room => _room;

    public WebRtcTransport Transport { get; }

    /// <summary>Who plays by it; null when it publishes.</summary>
    public WhepPlayer? Player { get; set; }

    public bool IsEnded { get; private set; }

    /// <summary>The entity tag of the ICE session (RFC 9725, section 4.3.1).</summary>
    public string EntityTag => string.Create(CultureInfo.InvariantCulture, $"\"{Id[..8]}-{_restarts}\"");

    /// <summary>The peer's credentials are those that are known, or are not named.</summary>
    public bool HasCredentialsOf(SessionDescription fragment) =>
        UserOf(fragment) is not { } user || string.Equals(user, _remoteUser, StringComparison.Ordinal);

    /// <summary>Whether a caller may change the session: who made it, by the identity, where it has one.</summary>
    public bool IsOf(RoomRights rights) => string.Equals(rights.Identity, _rights.Identity, StringComparison.Ordinal);

    /// <summary>Makes a transport for an offer.</summary>
    /// <param name="room">The room.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="rights">Who makes it.</param>
    /// <param name="ended">Called once when it ends, by whatever.</param>
    /// <exception cref="BroadcastException">The offer has no DTLS parameters.</exception>
    /// <exception cref="MediasoupException">They are not usable, or the room has closed.</exception>
    public static async Task<MediaSession> CreateAsync(Room room, SessionDescription offer, RoomRights rights, Action ended)
    {
        DtlsParameters dtls = ReadDtls(offer);
        WebRtcTransport transport = await room.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            WebRtcServer = room.WebRtcServer,
            IceConsentTimeout = Limits.RoomLimits.IceConsentTimeout,
        });
        var session = new MediaSession(room, transport, offer, rights, ended);
        session.Watch();
        try
        {
            await transport.ConnectAsync(dtls);
            return session;
        }
        catch
        {
            session.End();
            throw;
        }
    }

    /// <summary>A description without sections, of which the answer is made.</summary>
    public ServerDescription Describe(SessionDescription offer)
    {
        var description = new ServerDescription(Transport.IceParameters, Transport.IceCandidates, Transport.DtlsParameters, null);
        description.SetServerRole(IsPassive(offer) ? DtlsRole.Client : DtlsRole.Server);
        if (offer.Session.Attribute("extmap-allow-mixed") is not null)
        {
            description.AllowMixedExtensions();
        }

        return description;
    }

    /// <summary>Draws new credentials; the peer begins anew with them.</summary>
    public async Task<IceParameters> RestartAsync(SessionDescription fragment)
    {
        IceParameters parameters = await Transport.RestartIceAsync();
        _remoteUser = UserOf(fragment);
        _restarts++;
        return parameters;
    }

    /// <summary>Ends it with all that it carries. Does nothing the second time.</summary>
    public void End()
    {
        if (IsEnded)
        {
            return;
        }

        IsEnded = true;
        _deadline.Dispose();
        _ended();
        Transport.Close();
    }

    private static DtlsParameters ReadDtls(SessionDescription offer)
    {
        try
        {
            return EndpointDtls.Read(offer, IsPassive(offer) ? DtlsRole.Server : DtlsRole.Client);
        }
        catch (InvalidOperationException exception)
        {
            throw BroadcastException.Invalid(exception.Message);
        }
    }

    private static string? UserOf(SessionDescription description) => FromAny(description, "ice-ufrag");

    private static bool IsPassive(SessionDescription offer) => FromAny(offer, "setup") is "passive";

    private static string? FromAny(SessionDescription description, string name) =>
        description.Session.Attribute(name)
        ?? description.Media.Select(media => media.Attribute(name)).FirstOrDefault(static value => value is not null);

    /// <summary>Handlers that are attached before the next await miss no event.</summary>
    private void Watch()
    {
        Transport.OnIceStateChange += state =>
        {
            if (state is IceState.Disconnected or IceState.Closed)
            {
                _room.Loop.Post(End);
            }
        };
        Transport.OnDtlsStateChange += state =>
        {
            switch (state)
            {
                case DtlsState.Connected:
                    _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    break;
                case DtlsState.Failed or DtlsState.Closed:
                    _room.Loop.Post(End);
                    break;
                default:
                    break;
            }
        };
        Transport.Observer.OnClose += () => _room.Loop.Post(End);
    }
}
