using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>The header extensions of mediasoup v2.</summary>
internal static class SupportedHeaderExtensions
{
    private static readonly V2HeaderExtension[] Strict =
    [
        new(MediaKind.Audio, RtpHeaderExtensionUri.AudioLevel, 1),
        new(MediaKind.Video, RtpHeaderExtensionUri.TransmissionOffset, 2),
        new(MediaKind.Audio, RtpHeaderExtensionUri.AbsSendTime, 3),
        new(MediaKind.Video, RtpHeaderExtensionUri.AbsSendTime, 3),
        new(MediaKind.Video, RtpHeaderExtensionUri.VideoOrientation, 4),
        new(MediaKind.Audio, RtpHeaderExtensionUri.Mid, 5),
        new(MediaKind.Video, RtpHeaderExtensionUri.Mid, 5),
        new(MediaKind.Video, RtpHeaderExtensionUri.RtpStreamId, 6),
    ];

    public static IReadOnlyList<V2HeaderExtension> Of(HeaderExtensionSet set) =>
        set == HeaderExtensionSet.Strict
            ? Strict
            : [.. Strict.Where(extension => extension.Uri is
                RtpHeaderExtensionUri.AudioLevel or RtpHeaderExtensionUri.AbsSendTime or RtpHeaderExtensionUri.RtpStreamId)];
}
