using System.Net;
using System.Security.Cryptography;
using System.Text;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Security;

/// <summary>Who may join rooms and use the broadcaster API and the status page: programs on this machine, or callers with a token where one is configured.</summary>
internal sealed class AccessRules(TureenRoomsOptions options, TokenValidator tokens)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _adminToken = Hash(options.AdminToken);
    private readonly byte[]? _broadcasterToken = Hash(options.BroadcasterToken);

    private bool NeedsBroadcastToken => _adminToken is not null || _broadcasterToken is not null || tokens.IsConfigured;

    private bool NeedsStatusToken => _adminToken is not null || tokens.IsConfigured;

    /// <summary>What somebody may do who wants to join a room, or why that one may not join.</summary>
    public async Task<TokenVerdict> ForJoiningAsync(HttpContext context, string roomId) =>
        RequireJoin(await ForRoomAsync(context, roomId, isPageChecked: true));

    /// <summary>The same for somebody who sends or receives by WHIP or WHEP; the tokens of administrators and broadcasters allow it, too.</summary>
    public async Task<TokenVerdict> ForMediaAsync(HttpContext context, string roomId)
    {
        byte[]? given = Hash(TextOf(context.Request));
        if (Matches(given, _adminToken) || Matches(given, _broadcasterToken))
        {
            return new TokenVerdict(RoomRights.Anonymous, null, null);
        }

        TokenVerdict verdict = await ForRoomAsync(context, roomId, isPageChecked: false);
        return verdict.Rights is { } rights && rights.Has(RoomGrants.Admin)
            ? verdict with { Rights = rights with { Grants = rights.Grants | RoomGrants.Participant } }
            : RequireJoin(verdict);
    }

    /// <summary>What the caller may do with broadcasts.</summary>
    /// <param name="context">The request.</param>
    /// <param name="roomId">The room that it is about.</param>
    public async Task<CallerAccess> ForBroadcastsAsync(HttpContext context, string roomId)
    {
        if (!NeedsBroadcastToken)
        {
            return IsLocal(context) ? CallerAccess.Local : CallerAccess.None;
        }

        string? text = TextOf(context.Request);
        byte[]? given = Hash(text);
        if (Matches(given, _adminToken) || Matches(given, _broadcasterToken))
        {
            return Matches(given, _adminToken) ? CallerAccess.Admin : CallerAccess.Broadcaster;
        }

        RoomRights? rights = text is not null && tokens.IsConfigured ? (await tokens.ValidateAsync(text, roomId)).Rights : null;
        return rights switch
        {
            null => CallerAccess.None,
            _ when rights.Has(RoomGrants.Admin) => CallerAccess.Admin,
            _ when rights.Has(RoomGrants.Record) => CallerAccess.Broadcaster,
            _ => CallerAccess.None,
        };
    }

    /// <summary>Whether the caller may see who is in which room. A token for one room is not enough.</summary>
    public async Task<bool> CanSeeStatusAsync(HttpContext context)
    {
        if (!NeedsStatusToken)
        {
            return IsLocal(context);
        }

        string? text = TextOf(context.Request);
        return Matches(Hash(text), _adminToken)
            || (text is not null
                && tokens.IsConfigured
                && await tokens.ValidateAsync(text) is { Room: null, Rights: { } rights }
                && rights.Has(RoomGrants.Admin));
    }

    /// <summary>Why the caller may not moderate: null if it may.</summary>
    /// <param name="context">The request.</param>
    /// <param name="roomId">The room that it is about; null for all of them, for which a token for one room is not enough.</param>
    public async Task<(int Status, string Reason)?> FindModerationRefusalAsync(HttpContext context, string? roomId)
    {
        if (!NeedsStatusToken)
        {
            return IsLocal(context) ? null : (
                StatusCodes.Status403Forbidden,
                "the moderation API answers on this machine only; --admin-token or --token-key opens it to others");
        }

        string? text = TextOf(context.Request);
        if (Matches(Hash(text), _adminToken))
        {
            return null;
        }

        TokenVerdict verdict = text is not null && tokens.IsConfigured
            ? await tokens.ValidateAsync(text)
            : TokenVerdict.Refused("a valid token is needed: Authorization: Bearer TOKEN");
        return verdict switch
        {
            { Refusal: { } refusal } => (StatusCodes.Status401Unauthorized, refusal),
            { Rights: { } rights } when !rights.Has(RoomGrants.Admin) => (StatusCodes.Status403Forbidden, "the token does not grant admin"),
            { Room: { } room } when room != roomId => (StatusCodes.Status403Forbidden, "the token is for another room, or for one and not for all"),
            _ => null,
        };
    }

    /// <summary>Why the caller may not record a room: null if it may, with the grant <c>record</c> or <c>admin</c>.</summary>
    public async Task<(int Status, string Reason)?> FindRecordingRefusalAsync(HttpContext context, string roomId) =>
        await ForBroadcastsAsync(context, roomId) == CallerAccess.None
            ? Refuse(NeedsBroadcastToken, "recordings are for this machine only; --broadcaster-token, --admin-token or --token-key opens them to others")
            : null;

    /// <summary>The status and text of a refusal, for the broadcaster API.</summary>
    public (int Status, string Reason) RefuseBroadcasts() => Refuse(
        NeedsBroadcastToken,
        "the broadcaster API answers on this machine only; --broadcaster-token or --admin-token opens it to others");

    /// <summary>The status and text of a refusal, for the status page.</summary>
    public (int Status, string Reason) RefuseStatus() => Refuse(
        NeedsStatusToken, "the status page answers on this machine only; --admin-token opens it to others");

    private static TokenVerdict RequireJoin(TokenVerdict verdict) => verdict.Rights is { } rights && !rights.Has(RoomGrants.Join)
        ? TokenVerdict.Refused("the token does not grant join")
        : verdict;

    private async Task<TokenVerdict> ForRoomAsync(HttpContext context, string roomId, bool isPageChecked)
    {
        string given = TextOf(context.Request) ?? context.Request.Query["token"].ToString();
        if (given.Length > 0 && tokens.IsConfigured)
        {
            return await tokens.ValidateAsync(given, roomId);
        }

        bool isFree = options.AllowAnonymous || (!tokens.IsConfigured && IsLocal(context, isPageChecked));
        return isFree ? new TokenVerdict(RoomRights.Anonymous, null, null) : TokenVerdict.Refused(
            tokens.IsConfigured
                ? "a token is needed: the query token of the address, or Authorization: Bearer TOKEN"
                : "rooms are open to this machine only; --token-key opens them to others with tokens, --allow-anonymous without");
    }

    private static (int Status, string Reason) Refuse(bool needsToken, string otherwise) => needsToken
        ? (StatusCodes.Status401Unauthorized, "a valid token is needed: Authorization: Bearer TOKEN")
        : (StatusCodes.Status403Forbidden, otherwise);

    /// <summary>The connection comes from this machine, and the page, if there is one, from this server or from an allowed origin.</summary>
    private bool IsLocal(HttpContext context, bool isPageChecked = false) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && HostRules.IsLoopbackName(context.Request.Host.Host)
        && !IsForwarded(context.Request)
        && (isPageChecked
            || HostRules.IsOwnOrigin(context.Request, mayBeMissing: true)
            || options.AllowedOrigins.Contains(context.Request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase));

    /// <summary>A proxy on this machine speaks for somebody else. What forwarded headers replaced is in others, whose names begin with X-Original.</summary>
    private static bool IsForwarded(HttpRequest request) =>
        request.Headers.ContainsKey("Forwarded")
        || request.Headers.ContainsKey("Via")
        || request.Headers.ContainsKey("X-Real-IP")
        || request.Headers.Keys.Any(static name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase));

    private static string? TextOf(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    // Digests are of one length, so that the time of the comparison reveals nothing of the token.
    private static byte[]? Hash(string? token) => string.IsNullOrEmpty(token) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static bool Matches(byte[]? given, byte[]? expected) =>
        given is not null && expected is not null && CryptographicOperations.FixedTimeEquals(given, expected);
}
