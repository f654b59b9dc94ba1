using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tureen.Rooms.Security;

/// <summary>
/// The STUN and TURN servers that clients get, with credentials that end: the user name begins with the time of the end, and the password is made of it with
/// the secret that the servers know (coturn's <c>use-auth-secret</c>, draft-uberti-behave-turn-rest).
/// </summary>
internal sealed class IceServers(TureenRoomsOptions options, TimeProvider time)
{
    private const string TurnScheme = "turn";

    /// <summary>There is any.</summary>
    public bool Any => options.IceServers.Count > 0;

    /// <summary>The servers as an RTCConfiguration has them.</summary>
    /// <param name="name">Who gets them; part of the user name, so that the log of a TURN server shows it.</param>
    public JsonArray Describe(string name)
    {
        (string user, string password) = CreateCredentials(name);
        return [.. options.IceServers.Select(url => NeedsCredentials(url)
            ? new JsonObject { ["urls"] = url, ["username"] = user, ["credential"] = password }
            : new JsonObject { ["urls"] = url })];
    }

    /// <summary>The servers as <c>Link</c> headers have them (RFC 9725, section 4.6).</summary>
    /// <param name="name">Who gets them.</param>
    public string[] WriteLinks(string name)
    {
        (string user, string password) = CreateCredentials(name);
        return [.. options.IceServers.Select(url => $"<{url}>; rel=\"ice-server\"" + (NeedsCredentials(url)
            ? $"; username=\"{user}\"; credential=\"{password}\"; credential-type=\"password\""
            : string.Empty))];
    }

    private bool NeedsCredentials(string url) => options.TurnSecret is not null && url.StartsWith(TurnScheme, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("Security", "CA5350", Justification = "TURN servers know no other hash for this.")]
    private (string User, string Password) CreateCredentials(string name)
    {
        if (options.TurnSecret is not { } secret)
        {
            return (string.Empty, string.Empty);
        }

        // Quotes would end the parameter of a Link header.
        string plain = new([.. name.Where(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.')]);
        string user = string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + options.TurnLifetime).ToUnixTimeSeconds()}:{plain}");
        return (user, Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(user))));
    }
}
