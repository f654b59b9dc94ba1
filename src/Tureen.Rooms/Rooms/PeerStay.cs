using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Rooms;

/// <summary>How long a peer may stay: as long as its token is good. Runs on the room's loop.</summary>
internal sealed class PeerStay
{
    private readonly PeerSession _session;
    private readonly Action<RoomRights> _changeRights;
    private readonly Action<string, string> _remove;
    private readonly ITimer _timer;

    /// <param name="session">Who stays.</param>
    /// <param name="changeRights">Gives the peer the rights of a new token.</param>
    /// <param name="remove">Ends the stay, with a cause and a reason.</param>
    public PeerStay(PeerSession session, Action<RoomRights> changeRights, Action<string, string> remove)
    {
        _session = session;
        _changeRights = changeRights;
        _remove = remove;
        _timer = session.Room.Services.Time.CreateTimer(
            _ => session.Room.Loop.Post(HandleDeadline), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    private TimeSpan? Left => _session.Public.Rights.ValidUntil + TokenValidator.ClockSkew - _session.Room.Services.Time.GetUtcNow();

    /// <summary>Takes a later token of the same identity. Rights that a host gave stay.</summary>
    /// <exception cref="ProtooException">The token is no good.</exception>
    public async Task RenewAsync(ProtooRequest request, RequestData data)
    {
        TokenValidator tokens = _session.Room.Services.Tokens;
        string text = data.Text("token") ?? throw new ProtooException(StatusCodes.Status400BadRequest, "token must be a string");
        TokenVerdict verdict = tokens.IsConfigured
            ? await tokens.ValidateAsync(text, _session.Room.Id)
            : TokenVerdict.Refused("this server takes no tokens");
        _session.RequireOpen();
        RoomRights rights = verdict.Rights ?? throw Refused(verdict.Refusal!);
        if (!rights.Has(RoomGrants.Join) || rights.Identity != _session.Public.Rights.Identity)
        {
            throw Refused("the token does not grant join, or is of another identity");
        }

        _changeRights(_session.Room.Records.RightsOf(rights, _session.Id));
        Arm();
        request.Accept(new JsonObject { ["validUntil"] = rights.ValidUntil });
    }

    /// <summary>The peer has left.</summary>
    public void End() => _timer.Dispose();

    private static ProtooException Refused(string reason) => new(StatusCodes.Status403Forbidden, reason);

    private void Arm()
    {
        if (Left is { } left)
        {
            TimeSpan due = left < TimeSpan.Zero ? TimeSpan.Zero : left;
            _timer.Change(due < ModerationLimits.LongestTimer ? due : ModerationLimits.LongestTimer, Timeout.InfiniteTimeSpan);
        }
    }

    private void HandleDeadline()
    {
        if (_session.IsClosed)
        {
            return;
        }

        if (Left > TimeSpan.Zero)
        {
            Arm();
        }
        else
        {
            _remove(RemovalCause.TokenExpired, "the token has expired");
        }
    }
}
