namespace Tureen.Rooms.Page.Session;

/// <summary>Where media comes from, as the server's protocol names it.</summary>
internal static class MediaSource
{
    public const string Microphone = "audio";

    public const string Camera = "video";

    public const string Screen = "screensharing";
}
