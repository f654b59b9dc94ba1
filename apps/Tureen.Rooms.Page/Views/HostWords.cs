using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>What hosts do to the user, in sentences.</summary>
internal static class HostWords
{
    /// <summary>A host muted something, or ended that.</summary>
    /// <param name="kind">What: <c>audio</c>, <c>video</c> or <c>screen</c>.</param>
    /// <param name="isMuted">Which of the two.</param>
    public static string Muted(string kind, bool isMuted) => Language.Text(isMuted ? "host.muted" : "host.unmuted", Name(kind));

    /// <summary>A host asks for something.</summary>
    public static string UnmuteRequest(string kind) => Language.Text("host.asks", Name(kind));

    private static string Name(string kind) => Language.Text(kind switch
    {
        "audio" => "device.microphone",
        "screen" => "device.screen",
        _ => "device.camera",
    });
}
