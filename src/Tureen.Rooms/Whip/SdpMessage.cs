using System.Text;
using Tureen.Ortc.Sdp;
using Tureen.Rooms.Broadcasts;

namespace Tureen.Rooms.Whip;

/// <summary>Reads and writes the bodies of WHIP and WHEP.</summary>
internal static class SdpMessage
{
    public const string Sdp = "application/sdp";

    /// <summary>Part of a description, for trickle ICE and ICE restarts (RFC 8840).</summary>
    public const string Fragment = "application/trickle-ice-sdpfrag";

    /// <summary>Reads a whole description.</summary>
    /// <exception cref="BroadcastException">The body is too long, of another type, or no description.</exception>
    public static async Task<SessionDescription> ReadOfferAsync(HttpContext context)
    {
        SessionDescription offer = SessionDescription.Parse(await ReadAsync(context, Sdp, WhipLimits.MaxOfferLength));
        if (!offer.Session.All.Contains("v=0", StringComparer.Ordinal))
        {
            throw BroadcastException.Invalid("the body is no session description: it has no line v=0");
        }

        return offer.Media.Count switch
        {
            0 => throw BroadcastException.Invalid("the offer has no media section"),
            > WhipLimits.MaxSections => throw BroadcastException.Invalid(
                $"the offer has {offer.Media.Count} media sections; {WhipLimits.MaxSections} are the most"),
            _ => offer,
        };
    }

    /// <exception cref="BroadcastException">The body is too long or of another type.</exception>
    public static async Task<SessionDescription> ReadFragmentAsync(HttpContext context) =>
        SessionDescription.Parse(await ReadAsync(context, Fragment, WhipLimits.MaxFragmentLength));

    public static Task WriteAsync(HttpContext context, int status, string contentType, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text);
    }

    private static async Task<string> ReadAsync(HttpContext context, string contentType, int maxLength)
    {
        string given = context.Request.ContentType?.Split(';')[0].Trim() ?? string.Empty;
        if (!string.Equals(given, contentType, StringComparison.OrdinalIgnoreCase))
        {
            throw new BroadcastException(StatusCodes.Status415UnsupportedMediaType, $"the body must have the Content-Type {contentType}");
        }

        return Encoding.UTF8.GetString((await RequestBody.ReadAsync(context, maxLength)).Span);
    }
}
