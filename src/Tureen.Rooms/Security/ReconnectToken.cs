using System.Security.Cryptography;
using System.Text;

namespace Tureen.Rooms.Security;

/// <summary>The secret of a peer. A client that knows it may take the peer's place.</summary>
internal static class ReconnectToken
{
    private const int Length = 16;

    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length));

    /// <summary>
    /// Whether a connection is of the same client as a peer: by the identity, where either has one, and by the secret otherwise.
    /// </summary>
    public static bool IsSame(RoomRights rights, string given, RoomRights present, string expected) =>
        (rights.Identity ?? present.Identity) is null
            ? Matches(given, expected)
            : string.Equals(rights.Identity, present.Identity, StringComparison.Ordinal);

    /// <summary>Compares in constant time, so that the time does not reveal how much was right.</summary>
    public static bool Matches(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
