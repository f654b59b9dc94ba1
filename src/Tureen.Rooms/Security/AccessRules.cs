using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Tureen.Rooms.Security;

/// <summary>Who may use the broadcaster API and the status page: programs on this machine, or callers with the token where one is configured.</summary>
internal sealed class AccessRules(TureenRoomsOptions options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _adminToken = Hash(options.AdminToken);
    private readonly byte[]? _broadcasterToken = Hash(options.BroadcasterToken);

    /// <summary>What the caller may do with broadcasts.</summary>
    public CallerAccess ForBroadcasts(HttpContext context)
    {
        if (_adminToken is null && _broadcasterToken is null)
        {
            return IsLocal(context) ? CallerAccess.Local : CallerAccess.None;
        }

        byte[]? given = TokenOf(context.Request);
        return Matches(given, _adminToken) ? CallerAccess.Admin
            : Matches(given, _broadcasterToken) ? CallerAccess.Broadcaster
            : CallerAccess.None;
    }

    /// <summary>Whether the caller may see who is in which room.</summary>
    public bool CanSeeStatus(HttpContext context) =>
        _adminToken is null ? IsLocal(context) : Matches(TokenOf(context.Request), _adminToken);

    /// <summary>The status and text of a refusal, for the broadcaster API.</summary>
    public (int Status, string Reason) RefuseBroadcasts() => Refuse(
        _adminToken is not null || _broadcasterToken is not null,
        "the broadcaster API answers on this machine only; --broadcaster-token or --admin-token opens it to others");

    /// <summary>The status and text of a refusal, for the status page.</summary>
    public (int Status, string Reason) RefuseStatus() => Refuse(
        _adminToken is not null, "the status page answers on this machine only; --admin-token opens it to others");

    private static (int Status, string Reason) Refuse(bool needsToken, string otherwise) => needsToken
        ? (StatusCodes.Status401Unauthorized, "a valid token is needed: Authorization: Bearer TOKEN")
        : (StatusCodes.Status403Forbidden, otherwise);

    /// <summary>The connection comes from this machine, and the page, if there is one, from this server or from an allowed origin.</summary>
    private bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && HostRules.IsLoopbackName(context.Request.Host.Host)
        && !IsForwarded(context.Request)
        && (HostRules.IsOwnOrigin(context.Request, mayBeMissing: true)
            || options.AllowedOrigins.Contains(context.Request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase));

    /// <summary>A proxy on this machine speaks for somebody else.</summary>
    private static bool IsForwarded(HttpRequest request) =>
        request.Headers.ContainsKey("Forwarded")
        || request.Headers.ContainsKey("Via")
        || request.Headers.ContainsKey("X-Real-IP")
        || request.Headers.Keys.Any(static name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));

    private static byte[]? TokenOf(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Hash(header[Scheme.Length..].Trim()) : null;
    }

    // Digests are of one length, so that the time of the comparison reveals nothing of the token.
    private static byte[]? Hash(string? token) => string.IsNullOrEmpty(token) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static bool Matches(byte[]? given, byte[]? expected) =>
        given is not null && expected is not null && CryptographicOperations.FixedTimeEquals(given, expected);
}
