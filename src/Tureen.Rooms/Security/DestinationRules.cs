using System.Net;

namespace Tureen.Rooms.Security;

/// <summary>Where plain transports may send media, so that nobody can use the server to attack others.</summary>
/// <param name="allowsPrivate">Private and loopback addresses are allowed.</param>
internal sealed class DestinationRules(bool allowsPrivate)
{
    /// <summary>Whether media may go there at all.</summary>
    public bool Allows(IPAddress destination, CallerAccess access) => AddressKinds.Of(destination) switch
    {
        AddressKind.Public => true,
        AddressKind.Loopback => allowsPrivate || access == CallerAccess.Local,
        AddressKind.Private => allowsPrivate,
        _ => false,
    };

    /// <summary>
    /// Whether a packet must come from there first. Not for an administrator, and not for a program on this machine that
    /// wants media on this machine: ffmpeg as a recorder sends nothing by itself.
    /// </summary>
    public static bool NeedsConfirmation(IPAddress destination, CallerAccess access) => access switch
    {
        CallerAccess.Admin => false,
        CallerAccess.Local => AddressKinds.Of(destination) != AddressKind.Loopback,
        _ => true,
    };

    /// <summary>Why a destination is refused.</summary>
    public static string Refusal(IPAddress destination) => AddressKinds.Of(destination) == AddressKind.Unusable
        ? $"media cannot be sent to {destination}"
        : $"media is not sent to {destination}, which is no address of the internet; --allow-private-destinations allows it";
}
