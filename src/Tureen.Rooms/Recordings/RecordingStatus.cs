namespace Tureen.Rooms.Recordings;

/// <summary>The words of <see cref="RecordingInfo.Status"/>.</summary>
internal static class RecordingStatus
{
    public const string Recording = "recording";
    public const string Finishing = "finishing";
    public const string Ended = "ended";
    public const string Failed = "failed";
    public const string Interrupted = "interrupted";
}
