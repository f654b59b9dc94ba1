using System.Security.Cryptography;
using Tureen.Ortc;

namespace Tureen.Client.Testing;

/// <summary>Parameters for tests of applications: what a router, a media stack and a server might send (mediasoup-client <c>testFakeParameters</c>).</summary>
public static class FakeParameters
{
    private const string Cname = "wB4Ql4lrsxYLjzuN";

    /// <summary>A router with Opus 100, VP8 101, H264 103 and VP9 105.</summary>
    /// <returns>New capabilities.</returns>
    public static RtpCapabilities RouterRtpCapabilities() => new()
    {
        Codecs =
        [
            Opus(100, new() { ["useinbandfec"] = 1, ["foo"] = "bar" }),
            .. Video("VP8", 101, []),
            .. Video("H264", 103, new() { ["level-asymmetry-allowed"] = 1, ["packetization-mode"] = 1, ["profile-level-id"] = "42e01f" }),
            .. Video("VP9", 105, new() { ["profile-id"] = 0 }),
        ],
        HeaderExtensions =
        [
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.Mid, 1),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.Mid, 1),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.RtpStreamId, 2, RtpHeaderExtensionDirection.RecvOnly),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.RepairedRtpStreamId, 3, RtpHeaderExtensionDirection.RecvOnly),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.AbsSendTime, 4),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.AbsSendTime, 4),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.TransportWideCc, 5, RtpHeaderExtensionDirection.RecvOnly),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.TransportWideCc, 5),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.AudioLevel, 10),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.VideoOrientation, 11),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.PlayoutDelay, 12),
        ],
    };

    /// <summary>A media stack with Opus 111, VP8 96 and VP9 98.</summary>
    /// <returns>New capabilities.</returns>
    public static RtpCapabilities NativeRtpCapabilities() => new()
    {
        Codecs =
        [
            Opus(111, new() { ["minptime"] = 10, ["useinbandfec"] = 1 }),
            .. Video("VP8", 96, new() { ["baz"] = "1234abcd" }),
            .. Video("VP9", 98, new() { ["profile-id"] = 0 }),
        ],
        HeaderExtensions =
        [
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.Mid, 1),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.Mid, 1),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.TransmissionOffset, 2),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.AbsSendTime, 3),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.VideoOrientation, 4),
            Extension(MediaKind.Video, RtpHeaderExtensionUri.TransportWideCc, 5),
            Extension(MediaKind.Audio, RtpHeaderExtensionUri.AudioLevel, 10),
        ],
    };

    /// <summary>A certificate.</summary>
    /// <returns>New parameters.</returns>
    public static DtlsParameters LocalDtlsParameters() => new()
    {
        Role = DtlsRole.Auto,
        Fingerprints = [new DtlsFingerprint { Algorithm = FingerprintAlgorithm.Sha256, Value = "82:5A:68:3D:36:C3:0A:DE:AF:E7:32:43:D2:88:83:57:AC:2D:65:E5:80:C4:B6:FB:AF:1A:A0:21:9F:6D:0C:AD" }],
    };

    /// <summary>What a server sends about a transport, with SCTP.</summary>
    /// <param name="appData">The application's own data.</param>
    /// <returns>New options with a random id.</returns>
    public static TransportOptions TransportOptions(Dictionary<string, object?>? appData = null) => new()
    {
        Id = NewId(),
        IceParameters = new IceParameters { UsernameFragment = "h3hk1iz6qqlnqlne", Password = "yhi3oqpuwvrvcndg8yptmgn6i8dqbcew", IceLite = true },
        IceCandidates =
        [
            new IceCandidate
            {
                Foundation = "udpcandidate",
                Address = "9.9.9.9",
                Port = 40533,
                Priority = 1078862079,
                Protocol = TransportProtocol.Udp,
                Type = IceCandidateType.Host,
            },
        ],
        DtlsParameters = new DtlsParameters
        {
            Role = DtlsRole.Auto,
            Fingerprints = [new DtlsFingerprint { Algorithm = FingerprintAlgorithm.Sha256, Value = "A9:F4:E0:D2:74:D3:0F:D9:CA:A5:2F:9F:7F:47:FA:F0:C4:72:DD:73:49:D0:3B:14:90:20:51:30:1B:90:8E:71" }],
        },
        SctpParameters = new SctpParameters { Port = 5000, MaxSendMessageSize = 262144, MaxReceiveMessageSize = 2000000 },
        AppData = appData ?? [],
    };

    /// <summary>What a server sends about a Consumer.</summary>
    /// <param name="mimeType"><c>audio/opus</c>, <c>video/VP8</c>, <c>video/H264</c>, or <c>audio/ISAC</c>, which no fake media stack can receive.</param>
    /// <param name="appData">The application's own data.</param>
    /// <returns>New options with random ids.</returns>
    /// <exception cref="MediasoupTypeException">Another media type.</exception>
    public static ConsumerOptions ConsumerOptions(string mimeType, Dictionary<string, object?>? appData = null) => new()
    {
        Id = NewId(),
        ProducerId = NewId(),
        Kind = mimeType?.StartsWith("audio/", StringComparison.Ordinal) is true ? MediaKind.Audio : MediaKind.Video,
        RtpParameters = mimeType switch
        {
            "audio/opus" => ConsumerParameters(Opus(100, new() { ["useinbandfec"] = 1, ["foo"] = "bar" }), hasRtx: false),
            "audio/ISAC" => ConsumerParameters(
                new RtpCodecCapability { Kind = MediaKind.Audio, MimeType = "audio/ISAC", PreferredPayloadType = 111, ClockRate = 16000, Channels = 1 },
                hasRtx: false),
            "video/VP8" => ConsumerParameters(Video("VP8", 101, [])[0], hasRtx: true),
            "video/H264" => ConsumerParameters(
                Video("H264", 103, new() { ["level-asymmetry-allowed"] = 1, ["packetization-mode"] = 1, ["profile-level-id"] = "42e01f" })[0],
                hasRtx: true),
            _ => throw new MediasoupTypeException($"no parameters for '{mimeType}'"),
        },
        AppData = appData ?? [],
    };

    /// <summary>What a server sends about a DataConsumer.</summary>
    /// <param name="appData">The application's own data.</param>
    /// <returns>New options with random ids.</returns>
    public static DataConsumerOptions DataConsumerOptions(Dictionary<string, object?>? appData = null) => new()
    {
        Id = NewId(),
        DataProducerId = NewId(),
        SctpStreamParameters = new SctpStreamParameters { StreamId = 666, MaxPacketLifeTime = 5000 },
        AppData = appData ?? [],
    };

    /// <summary>The id that a server gives.</summary>
    /// <returns>A random UUID.</returns>
    public static string NewId() => Guid.NewGuid().ToString();

    private static RtpParameters ConsumerParameters(RtpCodecCapability codec, bool hasRtx)
    {
        int payloadType = codec.PreferredPayloadType ?? 0;
        var parameters = new RtpParameters
        {
            Codecs =
            [
                new RtpCodecParameters
                {
                    MimeType = codec.MimeType,
                    PayloadType = payloadType,
                    ClockRate = codec.ClockRate,
                    Channels = codec.Channels,
                    Parameters = codec.Parameters,
                    RtcpFeedback = codec.RtcpFeedback,
                },
            ],
            HeaderExtensions =
            [
                new RtpHeaderExtensionParameters { Uri = RtpHeaderExtensionUri.Mid, Id = 1 },
                new RtpHeaderExtensionParameters { Uri = RtpHeaderExtensionUri.AbsSendTime, Id = 4 },
            ],
            Encodings = [new RtpEncodingParameters { Ssrc = RandomSsrc(), Rtx = hasRtx ? new RtpRtxParameters { Ssrc = RandomSsrc() } : null }],
            Rtcp = new RtcpParameters { Cname = Cname, ReducedSize = true, Mux = true },
        };
        if (hasRtx)
        {
            parameters.Codecs.Add(new RtpCodecParameters
            {
                MimeType = "video/rtx",
                PayloadType = payloadType + 1,
                ClockRate = codec.ClockRate,
                Parameters = new() { ["apt"] = payloadType },
            });
        }

        return parameters;
    }

    private static uint RandomSsrc() => (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private static RtpCodecCapability Opus(int payloadType, CodecParameters parameters) => new()
    {
        Kind = MediaKind.Audio,
        MimeType = "audio/opus",
        PreferredPayloadType = payloadType,
        ClockRate = 48000,
        Channels = 2,
        Parameters = parameters,
        RtcpFeedback = [new RtcpFeedback { Type = "transport-cc" }],
    };

    private static RtpCodecCapability[] Video(string name, int payloadType, CodecParameters parameters) =>
    [
        new RtpCodecCapability
        {
            Kind = MediaKind.Video,
            MimeType = $"video/{name}",
            PreferredPayloadType = payloadType,
            ClockRate = 90000,
            Parameters = parameters,
            RtcpFeedback =
            [
                new RtcpFeedback { Type = "nack" },
                new RtcpFeedback { Type = "nack", Parameter = "pli" },
                new RtcpFeedback { Type = "ccm", Parameter = "fir" },
                new RtcpFeedback { Type = "goog-remb" },
                new RtcpFeedback { Type = "transport-cc" },
            ],
        },
        new RtpCodecCapability
        {
            Kind = MediaKind.Video,
            MimeType = "video/rtx",
            PreferredPayloadType = payloadType + 1,
            ClockRate = 90000,
            Parameters = new() { ["apt"] = payloadType },
        },
    ];

    private static RtpHeaderExtension Extension(
        MediaKind kind,
        string uri,
        int id,
        RtpHeaderExtensionDirection direction = RtpHeaderExtensionDirection.SendRecv)
        => new() { Kind = kind, Uri = uri, PreferredId = id, Direction = direction };
}
