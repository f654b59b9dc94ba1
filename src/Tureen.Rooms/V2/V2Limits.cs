namespace Tureen.Rooms.V2;

/// <summary>Bounds of the rooms of mediasoup v2.</summary>
internal static class V2Limits
{
    public const int MaxRooms = 10_000;

    /// <summary>Characters of the names in the URL.</summary>
    public const int MaxNameLength = 256;

    /// <summary>Bytes of requests and notifications announced to the others at once, such as new producers and pauses.</summary>
    public const int RelayedBurst = 524_288;

    /// <summary>Bytes of these a second, on the whole.</summary>
    public const int RelayedBytesPerSecond = 8_192;

    /// <summary>Connections to one room, joined or not.</summary>
    public const int MaxConnectionsPerRoom = 1_024;
}
