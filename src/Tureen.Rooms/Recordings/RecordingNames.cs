using System.Security.Cryptography;
using System.Text;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Recordings;

/// <summary>Names of rooms and participants as parts of paths.</summary>
internal static class RecordingNames
{
    private const int DigestLength = 16;

    /// <summary>A name that every file system takes, that leads nowhere else, and that no other name gives.</summary>
    public static string Of(string name)
    {
        string escaped = Uri.EscapeDataString(name).Replace(".", "%2E", StringComparison.Ordinal);
        return escaped.Length <= RoomRecordingLimits.MaxNameLength
            ? escaped
            : escaped[..(RoomRecordingLimits.MaxNameLength - DigestLength - 1)]
                + "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..DigestLength];
    }
}
