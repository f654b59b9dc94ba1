using Tureen.Rooms.Limits;

namespace Tureen.Rooms;

/// <summary>The limits that an operator can change.</summary>
public sealed record RoomLimitOptions
{
    /// <summary>Rooms that are open.</summary>
    public int MaxRooms { get; set; } = RoomLimits.MaxRooms;

    /// <summary>Rooms that one address opened; this machine has 16 times as many.</summary>
    public int MaxRoomsPerAddress { get; set; } = SecurityLimits.MaxRoomsPerAddress;

    /// <summary>Peers of one room.</summary>
    public int MaxPeersPerRoom { get; set; } = RoomLimits.MaxPeersPerRoom;

    /// <summary>WebSockets of all clients.</summary>
    public int MaxSockets { get; set; } = SecurityLimits.MaxSockets;

    /// <summary>WebSockets of one address; this machine has 16 times as many.</summary>
    public int MaxSocketsPerAddress { get; set; } = SecurityLimits.MaxSocketsPerAddress;

    /// <summary>Messages that one WebSocket may send a second, on the whole.</summary>
    public int MessagesPerSecond { get; set; } = ProtooLimits.MessagesPerSecond;

    /// <summary>Kilobytes that one WebSocket may send a second, on the whole.</summary>
    public int KilobytesPerSecond { get; set; } = ProtooLimits.KilobytesPerSecond;

    /// <summary>WebSockets that one address may open a second, eight times as many at once; this machine has 16 times as many.</summary>
    public int JoinsPerSecond { get; set; } = SecurityLimits.UpgradesPerSecond;

    /// <summary>Requests to the HTTP API that one address may send a second, ten times as many at once; this machine has 16 times as many.</summary>
    public int ApiRequestsPerSecond { get; set; } = SecurityLimits.ApiRequestsPerSecond;

    /// <summary>The same for requests of WHIP and WHEP.</summary>
    public int MediaRequestsPerSecond { get; set; } = SecurityLimits.MediaRequestsPerSecond;

    /// <summary>How long a client may be connected without joining.</summary>
    public TimeSpan JoinDeadline { get; set; } = RoomLimits.JoinDeadline;

    /// <summary>Consumers for each producer that a client may ask for, besides the one.</summary>
    public int MaxConsumerReplicas { get; set; }
}
