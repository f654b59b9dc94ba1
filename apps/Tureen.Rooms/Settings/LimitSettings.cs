using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Settings;

/// <summary>The limits that an operator can change.</summary>
internal sealed record LimitSettings
{
    public int MaxRooms { get; init; } = RoomLimits.MaxRooms;

    /// <summary>Rooms that one address opened; this machine has more, see <see cref="SecurityLimits.LoopbackFactor"/>.</summary>
    public int MaxRoomsPerAddress { get; init; } = SecurityLimits.MaxRoomsPerAddress;

    public int MaxPeersPerRoom { get; init; } = RoomLimits.MaxPeersPerRoom;

    public int MaxSockets { get; init; } = SecurityLimits.MaxSockets;

    /// <summary>WebSockets of one address; this machine has more, see <see cref="SecurityLimits.LoopbackFactor"/>.</summary>
    public int MaxSocketsPerAddress { get; init; } = SecurityLimits.MaxSocketsPerAddress;

    /// <summary>Messages that one WebSocket may send a second, on the whole.</summary>
    public int MessagesPerSecond { get; init; } = ProtooLimits.MessagesPerSecond;

    /// <summary>Kilobytes that one WebSocket may send a second, on the whole.</summary>
    public int KilobytesPerSecond { get; init; } = ProtooLimits.KilobytesPerSecond;

    /// <summary>How long a client may be connected without joining.</summary>
    public TimeSpan JoinDeadline { get; init; } = RoomLimits.JoinDeadline;

    /// <summary>Consumers for each producer that a client may ask for, besides the one.</summary>
    public int MaxConsumerReplicas { get; init; }
}
