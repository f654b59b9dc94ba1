using System.Text.Json;
using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>What a browser would announce of layered video, and what a router makes of it.</summary>
internal static class LayeredParameters
{
    private const uint FirstMappedSsrc = 7000;

    public static ProducerCoreOptions Producer(LayeredCodec codec, LayeredStream[] streams)
    {
        string mode = codec switch
        {
            LayeredCodec.Simulcast => "L1T3",
            LayeredCodec.Svc => "L3T3",
            _ => "L3T3_KEY",
        };
        string encodings = string.Join(',', streams.Select(
            stream => $$"""{ "ssrc": {{stream.Ssrc}}, "rtx": { "ssrc": {{stream.RtxSsrc}} }, "scalabilityMode": "{{mode}}" }"""));
        RtpParameters parameters = RtpParameters.FromJson(JsonDocument.Parse($$"""
        {
          "codecs": [
            {
              "mimeType": "{{MimeType(codec)}}", "payloadType": {{LayeredStream.PayloadType}}, "clockRate": 90000,
              "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }]
            },
            {
              "mimeType": "video/rtx", "payloadType": {{LayeredStream.RtxPayloadType}}, "clockRate": 90000,
              "parameters": { "apt": {{LayeredStream.PayloadType}} }
            }
          ],
          "encodings": [{{encodings}}],
          "rtcp": { "cname": "simulated" }
        }
        """).RootElement);
        return new ProducerCoreOptions
        {
            Id = "producer",
            Kind = MediaKind.Video,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, Capabilities(codec), FirstMappedSsrc),
        };
    }

    public static ConsumerCoreOptions Consumer(LayeredCodec codec, ProducerCore producer, uint ssrc)
    {
        RtpCapabilities capabilities = Capabilities(codec);
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            MediaKind.Video, producer.RtpParameters, capabilities, producer.Options.RtpMapping);
        return new ConsumerCoreOptions
        {
            Id = $"consumer-{ssrc}",
            Kind = MediaKind.Video,
            Type = codec == LayeredCodec.Simulcast ? ConsumerType.Simulcast : ConsumerType.Svc,
            RtpParameters = ConsumerNegotiation.GetConsumerRtpParameters(
                consumable, capabilities, pipe: false, enableRtx: true, ssrc, ssrc + 1),
            ConsumableEncodings = consumable.Encodings,
        };
    }

    private static string MimeType(LayeredCodec codec) => codec == LayeredCodec.Simulcast ? "video/VP8" : "video/VP9";

    private static RtpCapabilities Capabilities(LayeredCodec codec) => RouterNegotiation.GenerateRouterRtpCapabilities(
        [new RtpCodecCapability { Kind = MediaKind.Video, MimeType = MimeType(codec), ClockRate = 90_000 }]);
}
