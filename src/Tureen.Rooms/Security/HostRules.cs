using System.Net;

namespace Tureen.Rooms.Security;

/// <summary>
/// Checks the Host and Origin of each request, so that a page of another site can neither act for its visitor nor reach the
/// server by a name that it points here (DNS rebinding). An address cannot point elsewhere, so every address is allowed.
/// </summary>
internal sealed class HostRules(TureenRoomsOptions options)
{
    private readonly HashSet<string> _hosts = new(
        [.. options.AllowedHosts, .. options.FurtherAddresses, .. options.AnnouncedAddress is { } announced ? [announced] : Array.Empty<string>()],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of this machine that never leaves it.</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>The request comes from a page of this server; the scheme is left out, because a proxy may have ended TLS.</summary>
    public static bool IsOwnOrigin(HttpRequest request, bool mayBeMissing)
    {
        string origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return mayBeMissing;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "http" or "https"
            && string.Equals(uri.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && uri.Port == (request.Host.Port ?? DefaultPort(uri.Scheme));
    }

    /// <summary>Why a request is refused; null when it is not.</summary>
    public (int Status, string Reason)? FindRefusal(HttpRequest request)
    {
        if (!IsKnown(request.Host.Host))
        {
            return (
                StatusCodes.Status421MisdirectedRequest,
                "this server does not go by the name in the Host header; --allowed-host makes the name known");
        }

        return IsGoodOrigin(request)
            ? null
            : (StatusCodes.Status403Forbidden, "invalid origin: pages from elsewhere are let in by --allowed-origin");
    }

    private static int DefaultPort(string scheme) => scheme == "https" ? 443 : 80;

    private bool IsKnown(string host) =>
        IsLoopbackName(host) || IPAddress.TryParse(host.Trim('[', ']'), out _) || _hosts.Contains(host);

    private bool IsGoodOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        bool isNeeded = options.AllowedOrigins.Count > 0 && request.HttpContext.WebSockets.IsWebSocketRequest;
        return options.AllowedOrigins.Contains(TureenRoomsOptions.AnyOrigin, StringComparer.Ordinal)
            || options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || IsOwnOrigin(request, mayBeMissing: !isNeeded);
    }
}
