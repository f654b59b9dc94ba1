using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Kinds as the protocol writes them.</summary>
internal static class MediaKindText
{
    public static string ToText(this MediaKind kind) => kind == MediaKind.Audio ? "audio" : "video";
}
