using System.Globalization;
using System.Text.Json;
using Tureen.Engine.Forwarding;
using Tureen.Ortc;
using Tureen.Testing.Simulation.Congestion.Receivers;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>What a browser would announce of a source, and what a router makes of it for those who consume it.</summary>
internal static class SourceParameters
{
    public const byte VideoPayloadType = 96;
    public const byte AudioPayloadType = 111;

    private const string VideoFeedback =
        """[{ "type": "nack" }, { "type": "nack", "parameter": "pli" }, { "type": "ccm", "parameter": "fir" }]""";

    /// <summary>What routers of these calls can forward.</summary>
    public static RtpCapabilities RouterCapabilities { get; } = RouterNegotiation.GenerateRouterRtpCapabilities(
    [
        new RtpCodecCapability { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
        new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 },
        new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/VP9", ClockRate = 90_000 },
    ]);

    public static ProducerCoreOptions Producer(string id, SourceOptions source, MediaSource media)
    {
        RtpParameters parameters = RtpParameters.FromJson(
            JsonDocument.Parse(source is VideoSourceOptions video ? VideoJson(video, media) : AudioJson(media)).RootElement);
        return new ProducerCoreOptions
        {
            Id = id,
            Kind = source is VideoSourceOptions ? MediaKind.Video : MediaKind.Audio,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, RouterCapabilities, media.Streams[0].Ssrc + 500),
        };
    }

    public static ConsumerCoreOptions Consumer(string id, SourceOptions source, ProducerCore producer, uint ssrc, ReceiverOptions receiver)
    {
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            producer.Options.Kind, producer.RtpParameters, RouterCapabilities, producer.Options.RtpMapping);
        RtpParameters parameters = Ortc.ConsumerNegotiation.GetConsumerRtpParameters(
            consumable, CapabilitiesOf(receiver.Kind), pipe: false, enableRtx: receiver.HasRtx, ssrc, ssrc + 1);
        parameters.Mid = id;
        if (receiver.KeepsNack)
        {
            parameters.Codecs.ForEach(static codec => codec.RtcpFeedback.Add(new RtcpFeedback { Type = "nack" }));
        }

        if (!receiver.NegotiatesFeedback)
        {
            parameters.Codecs.ForEach(static codec => codec.RtcpFeedback.RemoveAll(static feedback => feedback.Type is "transport-cc" or "goog-remb"));
        }

        return new ConsumerCoreOptions
        {
            Id = id,
            Kind = producer.Options.Kind,
            Type = source switch
            {
                VideoSourceOptions { IsScalable: true } => ConsumerType.Svc,
                VideoSourceOptions { Rates.Count: > 1 } => ConsumerType.Simulcast,
                _ => ConsumerType.Simple,
            },
            RtpParameters = parameters,
            ConsumableEncodings = consumable.Encodings,
        };
    }

    private static RtpCapabilities CapabilitiesOf(FeedbackKind kind)
    {
        RtpCapabilities capabilities = RouterCapabilities.Clone();
        if (kind != FeedbackKind.TransportWide)
        {
            capabilities.HeaderExtensions.RemoveAll(static extension => extension.Uri == RtpHeaderExtensionUri.TransportWideCc);
        }

        if (kind == FeedbackKind.Streams)
        {
            capabilities.Codecs.ForEach(static codec => codec.RtcpFeedback.Add(new RtcpFeedback { Type = "ack", Parameter = "ccfb" }));
        }

        return capabilities;
    }

    private static string VideoJson(VideoSourceOptions video, MediaSource media)
    {
        string mode = $"L{(video.IsScalable ? video.Rates.Count : 1)}T{video.TemporalLayers}";
        string encodings = string.Join(',', media.Streams.Select((stream, i) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            { "ssrc": {{stream.Ssrc}}, "rtx": { "ssrc": {{stream.RtxSsrc}} }, "scalabilityMode": "{{mode}}",
              "maxBitrate": {{video.Rates[video.IsScalable ? ^1 : i]:0}} }
            """)));
        return $$"""
        {
          "codecs": [
            { "mimeType": "{{(video.IsScalable ? "video/VP9" : "video/VP8")}}", "payloadType": {{VideoPayloadType}}, "clockRate": 90000,
              "rtcpFeedback": {{VideoFeedback}} },
            { "mimeType": "video/rtx", "payloadType": {{VideoPayloadType + 1}}, "clockRate": 90000, "parameters": { "apt": {{VideoPayloadType}} } }
          ],
          "encodings": [{{encodings}}],
          "rtcp": { "cname": "simulated" }
        }
        """;
    }

    private static string AudioJson(MediaSource media) => $$"""
        {
          "codecs": [{ "mimeType": "audio/opus", "payloadType": {{AudioPayloadType}}, "clockRate": 48000, "channels": 2 }],
          "encodings": [{ "ssrc": {{media.Streams[0].Ssrc}} }],
          "rtcp": { "cname": "simulated" }
        }
        """;
}
