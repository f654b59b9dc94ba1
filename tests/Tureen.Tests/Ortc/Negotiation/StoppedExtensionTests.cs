using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class StoppedExtensionTests
{
    [Theory]
    [InlineData("stopped")]
    [InlineData("someday")]
    public void An_extension_whose_direction_is_stopped_or_unknown_is_taken_and_counts_as_absent(string direction)
    {
        RtpCapabilities client = OrtcJson.Deserialize<RtpCapabilities>($$"""
            {
              "codecs": [{ "kind": "video", "mimeType": "video/VP8", "preferredPayloadType": 96, "clockRate": 90000 }],
              "headerExtensions": [{ "kind": "video", "uri": "{{RtpHeaderExtensionUri.VideoOrientation}}", "preferredId": 8, "direction": "{{direction}}" }]
            }
            """);
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities([Capability("video/VP8", 90_000)]);
        RtpParameters sent = new() { Codecs = [Codec("video/VP8", 96, 90_000)], Encodings = [new RtpEncodingParameters { Ssrc = 1 }] };
        RtpValidation.Validate(sent);
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            MediaKind.Video, sent, router, RouterNegotiation.GetProducerRtpParametersMapping(sent, router));

        RtpParameters consumed = ConsumerNegotiation.GetConsumerRtpParameters(consumable, client, pipe: false, enableRtx: true);

        Assert.Contains(consumable.HeaderExtensions, extension => extension.Uri == RtpHeaderExtensionUri.VideoOrientation);
        Assert.Empty(consumed.HeaderExtensions);
        Assert.Empty(ClientNegotiation.GetExtendedRtpCapabilities(client, router).HeaderExtensions);
        Assert.Contains("\"direction\":\"stopped\"", OrtcJson.Serialize(client), StringComparison.Ordinal);
    }
}
