namespace Tureen.Rooms.Page.Views;

/// <summary>What hosts do to the user, in sentences.</summary>
internal static class HostWords
{
    /// <summary>A host muted something, or ended that.</summary>
    /// <param name="kind">What: <c>audio</c>, <c>video</c> or <c>screen</c>.</param>
    /// <param name="isMuted">Which of the two.</param>
    public static string Muted(string kind, bool isMuted) => isMuted
        ? $"A host muted your {Name(kind)}: the others do not get it until a host ends that."
        : $"A host no longer mutes your {Name(kind)}.";

    /// <summary>A host asks for something.</summary>
    public static string UnmuteRequest(string kind) => $"A host asks you to turn on your {Name(kind)}.";

    private static string Name(string kind) => kind switch
    {
        "audio" => "microphone",
        "screen" => "screen",
        _ => "camera",
    };
}
