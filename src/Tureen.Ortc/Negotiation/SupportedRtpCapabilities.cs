namespace Tureen.Ortc;

/// <summary>The codecs and header extensions that the server can route.</summary>
public static class SupportedRtpCapabilities
{
    private static readonly (string Type, string? Parameter)[] Nothing = [];
    private static readonly (string Type, string? Parameter)[] CongestionOnly = [("transport-cc", null)];
    private static readonly (string Type, string? Parameter)[] Opus = [("nack", null), ("transport-cc", null)];

    private static readonly (string Type, string? Parameter)[] Video =
        [("nack", null), ("nack", "pli"), ("ccm", "fir"), ("goog-remb", null), ("transport-cc", null)];

    /// <summary>Gives all codecs and header extensions that a router can be made with.</summary>
    /// <returns>
    /// A fresh copy. It is not what a client loads: that is the router's own capabilities, which have payload types.
    /// </returns>
    public static RtpCapabilities Get() => new() { Codecs = Codecs(), HeaderExtensions = HeaderExtensions() };

    internal static IEnumerable<string> VideoMimeTypes() =>
        Codecs().Where(static codec => codec.Kind == MediaKind.Video).Select(static codec => codec.MimeType).Distinct(StringComparer.Ordinal);

    internal static List<RtpHeaderExtension> HeaderExtensions()
    {
        const RtpHeaderExtensionDirection Both = RtpHeaderExtensionDirection.SendRecv;
        const RtpHeaderExtensionDirection In = RtpHeaderExtensionDirection.RecvOnly;
        return
        [
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.Mid, 1, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.Mid, 1, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.RtpStreamId, 2, In),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.RepairedRtpStreamId, 3, In),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.AbsSendTime, 4, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.AbsSendTime, 4, Both),

            // Routers request transport-wide feedback for audio from senders, but Consumers of audio get none.
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.TransportWideCc, 5, In),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.TransportWideCc, 5, Both),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.AudioLevel, 6, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.DependencyDescriptor, 7, In),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.VideoOrientation, 8, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.TransmissionOffset, 9, Both),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.AbsCaptureTime, 10, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.AbsCaptureTime, 10, Both),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.PlayoutDelay, 11, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.PlayoutDelay, 11, Both),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.PacketId, 12, Both),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.PacketId, 12, Both),
        ];
    }

    private static List<RtpCodecCapability> Codecs()
        =>
        [
            Codec("audio/opus", 48000, Opus, 2),
            MultiOpus(4, "0,1,2,3", 2, 2),
            MultiOpus(6, "0,4,1,2,3,5", 4, 2),
            MultiOpus(8, "0,6,1,2,3,4,5,7", 5, 3),
            Codec("audio/PCMU", 8000, CongestionOnly, payloadType: 0),
            Codec("audio/PCMA", 8000, CongestionOnly, payloadType: 8),
            Codec("audio/ISAC", 32000, CongestionOnly),
            Codec("audio/ISAC", 16000, CongestionOnly),
            Codec("audio/G722", 8000, CongestionOnly, payloadType: 9),
            Codec("audio/iLBC", 8000, CongestionOnly),
            Codec("audio/SILK", 24000, CongestionOnly),
            Codec("audio/SILK", 16000, CongestionOnly),
            Codec("audio/SILK", 12000, CongestionOnly),
            Codec("audio/SILK", 8000, CongestionOnly),
            Codec("audio/CN", 32000, Nothing, payloadType: 13),
            Codec("audio/CN", 16000, Nothing, payloadType: 13),
            Codec("audio/CN", 8000, Nothing, payloadType: 13),
            Codec("audio/telephone-event", 48000, Nothing),
            Codec("audio/telephone-event", 32000, Nothing),
            Codec("audio/telephone-event", 16000, Nothing),
            Codec("audio/telephone-event", 8000, Nothing),
            Codec("video/VP8", 90000, Video),
            Codec("video/VP9", 90000, Video),
            H264(),
            Codec("video/AV1", 90000, Video),
        ];

    private static RtpCodecCapability Codec(
        string mimeType,
        int clockRate,
        (string Type, string? Parameter)[] feedback,
        int? channels = null,
        int? payloadType = null)
    {
        var codec = new RtpCodecCapability
        {
            Kind = mimeType.StartsWith("video/", StringComparison.Ordinal) ? MediaKind.Video : MediaKind.Audio,
            MimeType = mimeType,
            PreferredPayloadType = payloadType,
            ClockRate = clockRate,
            Channels = channels,
        };
        if (feedback.Length > 0)
        {
            codec.RtcpFeedback =
                [.. feedback.Select(entry => new RtcpFeedback { Type = entry.Type, Parameter = entry.Parameter })];
        }

        return codec;
    }

    private static RtpCodecCapability MultiOpus(int channels, string mapping, int streams, int coupledStreams)
    {
        RtpCodecCapability codec = Codec("audio/multiopus", 48000, Opus, channels);
        codec.Parameters = new()
        {
            ["channel_mapping"] = mapping,
            ["num_streams"] = streams,
            ["coupled_streams"] = coupledStreams,
        };
        return codec;
    }

    private static RtpCodecCapability H264()
    {
        RtpCodecCapability codec = Codec("video/H264", 90000, Video);
        codec.Parameters = new() { ["level-asymmetry-allowed"] = 1 };
        return codec;
    }

    private static RtpHeaderExtension Extension(
        MediaKind kind,
        string uri,
        int id,
        RtpHeaderExtensionDirection direction)
        => new() { Kind = kind, Uri = uri, PreferredId = id, Direction = direction };
}
