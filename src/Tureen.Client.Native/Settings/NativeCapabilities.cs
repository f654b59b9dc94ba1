using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Client.Native.Settings;

/// <summary>What the media stack sends and receives: packets of any of these codecs, which it does not encode or decode.</summary>
internal static class NativeCapabilities
{
    private const int VideoClockRate = 90_000;

    public static RtpCapabilities Create()
    {
        var capabilities = new RtpCapabilities { Codecs = [Opus()], HeaderExtensions = [] };
        AddVideo(capabilities, "VP8", 96, []);
        AddVideo(capabilities, "VP9", 98, new() { ["profile-id"] = 0 });
        AddVideo(capabilities, "VP9", 100, new() { ["profile-id"] = 2 });
        AddVideo(capabilities, "H264", 102, H264("42e01f"));
        AddVideo(capabilities, "H264", 104, H264("640c1f"));
        AddVideo(capabilities, "AV1", 45, []);
        AddExtension(capabilities, RtpHeaderExtensionUri.Mid, RouterExtensionId.Mid);
        AddExtension(capabilities, RtpHeaderExtensionUri.AbsSendTime, RouterExtensionId.AbsSendTime);
        AddExtension(capabilities, RtpHeaderExtensionUri.TransportWideCc, RouterExtensionId.TransportWideCc);
        AddExtension(capabilities, RtpHeaderExtensionUri.AbsCaptureTime, RouterExtensionId.AbsCaptureTime);
        AddExtension(capabilities, RtpHeaderExtensionUri.AudioLevel, RouterExtensionId.AudioLevel, MediaKind.Audio);
        AddExtension(capabilities, RtpHeaderExtensionUri.DependencyDescriptor, RouterExtensionId.DependencyDescriptor, MediaKind.Video);
        AddExtension(capabilities, RtpHeaderExtensionUri.VideoOrientation, RouterExtensionId.VideoOrientation, MediaKind.Video);
        AddExtension(capabilities, RtpHeaderExtensionUri.PlayoutDelay, RouterExtensionId.PlayoutDelay, MediaKind.Video);
        return capabilities;
    }

    private static RtpCodecCapability Opus() => new()
    {
        Kind = MediaKind.Audio,
        MimeType = "audio/opus",
        PreferredPayloadType = 111,
        ClockRate = 48_000,
        Channels = 2,
        Parameters = new() { ["minptime"] = 10, ["useinbandfec"] = 1 },
        RtcpFeedback = [new RtcpFeedback { Type = "nack" }, new RtcpFeedback { Type = "transport-cc" }],
    };

    private static CodecParameters H264(string profile) => new()
    {
        ["level-asymmetry-allowed"] = 1,
        ["packetization-mode"] = 1,
        ["profile-level-id"] = profile,
    };

    private static void AddVideo(RtpCapabilities capabilities, string name, int payloadType, CodecParameters parameters)
    {
        capabilities.Codecs.Add(new RtpCodecCapability
        {
            Kind = MediaKind.Video,
            MimeType = $"video/{name}",
            PreferredPayloadType = payloadType,
            ClockRate = VideoClockRate,
            Parameters = parameters,
            RtcpFeedback =
            [
                new RtcpFeedback { Type = "nack" },
                new RtcpFeedback { Type = "nack", Parameter = "pli" },
                new RtcpFeedback { Type = "ccm", Parameter = "fir" },
                new RtcpFeedback { Type = "goog-remb" },
                new RtcpFeedback { Type = "transport-cc" },
            ],
        });
        capabilities.Codecs.Add(new RtpCodecCapability
        {
            Kind = MediaKind.Video,
            MimeType = "video/rtx",
            PreferredPayloadType = payloadType + 1,
            ClockRate = VideoClockRate,
            Parameters = new() { ["apt"] = payloadType },
        });
    }

    /// <summary>The ids are those that the engine forwards with, so that packets need no other header.</summary>
    private static void AddExtension(RtpCapabilities capabilities, string uri, int id, MediaKind? only = null)
    {
        foreach (MediaKind kind in only is { } one ? [one] : new[] { MediaKind.Audio, MediaKind.Video })
        {
            capabilities.HeaderExtensions.Add(new RtpHeaderExtension { Kind = kind, Uri = uri, PreferredId = id });
        }
    }
}
