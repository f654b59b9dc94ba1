namespace Tureen.Rooms.Limits;

/// <summary>Every bound of the recordings of rooms.</summary>
internal static class RoomRecordingLimits
{
    /// <summary>Recordings of one room at the same time.</summary>
    public const int MaxPerRoom = 4;

    /// <summary>Recorders of one recording at the same time, of one for each participant and one for each screen.</summary>
    public const int MaxRecorders = 256;

    /// <summary>Recordings of a room that are listed, the latest first.</summary>
    public const int MaxListed = 200;

    /// <summary>Bytes (UTF-8) of a name in the folder; file systems take 255, and something follows.</summary>
    public const int MaxNameLength = 120;

    /// <summary>Pictures of a grid; those of further participants are left out.</summary>
    public const int MaxGridCells = 16;

    /// <summary>How long ffmpeg may take for one file.</summary>
    public static readonly TimeSpan MaxConversion = TimeSpan.FromHours(2);

    /// <summary>How long the server waits at its end for the files of recordings.</summary>
    public static readonly TimeSpan MaxEnd = TimeSpan.FromSeconds(5);
}
