using System.Security.Cryptography;
using System.Text;

namespace Tureen.Rooms.Security;

/// <summary>The secret of a peer. A client that knows it may take the peer's place.</summary>
internal static class ReconnectToken
{
    private const int Length = 16;

    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Compares in constant time, so that the time does not reveal how much was right.</summary>
    public static bool Matches(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
