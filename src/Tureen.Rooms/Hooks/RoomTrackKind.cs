namespace Tureen.Rooms;

/// <summary>What a track is.</summary>
public enum RoomTrackKind
{
    /// <summary>A microphone, or other sound.</summary>
    Audio,

    /// <summary>A camera, or another picture that is no screen.</summary>
    Video,

    /// <summary>A screen that the peer shares, by its own words.</summary>
    Screen,

    /// <summary>Messages.</summary>
    Data,
}
