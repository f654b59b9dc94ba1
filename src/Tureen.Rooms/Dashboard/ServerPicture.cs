namespace Tureen.Rooms.Dashboard;

/// <summary>The server at one moment, as a dashboard shows it.</summary>
internal sealed record ServerPicture
{
    public required DateTimeOffset At { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Rooms that are open, those that are not listed included.</summary>
    public required int RoomCount { get; init; }

    /// <summary>Rooms of mediasoup v2 that are open.</summary>
    public required int V2RoomCount { get; init; }

    /// <summary>WebSockets that are open.</summary>
    public required int SocketCount { get; init; }

    /// <summary>Bytes of the managed heap.</summary>
    public required long ManagedBytes { get; init; }

    public required IReadOnlyList<WorkerLoad> Workers { get; init; }

    public required IReadOnlyList<RoomPicture> Rooms { get; init; }
}
