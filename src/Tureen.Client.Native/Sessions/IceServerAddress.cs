using System.Globalization;

namespace Tureen.Client.Native.Sessions;

/// <summary>A STUN or TURN server as its URL names it (RFC 7064, RFC 7065).</summary>
/// <param name="Scheme"><c>stun</c>, <c>stuns</c>, <c>turn</c> or <c>turns</c>.</param>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsTcp">Over TCP, or over TLS.</param>
internal sealed record IceServerAddress(string Scheme, string Host, int Port, bool IsTcp)
{
    private const int DefaultPort = 3478;
    private const int DefaultTlsPort = 5349;

    public bool IsTls => Scheme.EndsWith('s');

    public bool IsTurn => Scheme.StartsWith("turn", StringComparison.Ordinal);

    /// <summary>Null if it is none.</summary>
    public static IceServerAddress? Parse(string url)
    {
        string[] parts = url.Split('?', 2);
        int colon = parts[0].IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return null;
        }

        string scheme = parts[0][..colon].ToLowerInvariant();
        string place = parts[0][(colon + 1)..];
        int end = place.LastIndexOf(':');
        bool hasPort = end > place.LastIndexOf(']');
        bool isTls = scheme.EndsWith('s');
        int port = isTls ? DefaultTlsPort : DefaultPort;
        if (hasPort && !int.TryParse(place[(end + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port))
        {
            return null;
        }

        bool isTcp = isTls || (parts.Length > 1 && parts[1].Equals("transport=tcp", StringComparison.OrdinalIgnoreCase));
        return scheme is "stun" or "stuns" or "turn" or "turns"
            ? new IceServerAddress(scheme, (hasPort ? place[..end] : place).Trim('[', ']'), port, isTcp)
            : null;
    }
}
