namespace Tureen.Rooms.Page.Session;

/// <summary>The state of the page towards its server.</summary>
internal enum RoomState
{
    /// <summary>On the way in.</summary>
    Connecting,

    /// <summary>In the lobby, until a host admits the user.</summary>
    Waiting,

    /// <summary>In the room.</summary>
    Connected,

    /// <summary>Was in the room, and is on the way back.</summary>
    Reconnecting,
}
