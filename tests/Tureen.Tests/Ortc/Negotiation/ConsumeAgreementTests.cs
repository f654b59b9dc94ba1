using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

/// <summary>Whether something can be consumed, and consuming it, are one question with one answer.</summary>
public sealed class ConsumeAgreementTests
{
    private static readonly string[] Profiles = ["42e01f", "4d001f", "4d0032", "640c1f", "42001f"];

    [Fact]
    public void Several_h264_profiles_with_rtx_can_be_consumed_by_an_endpoint_that_has_one_of_them()
    {
        RtpParameters consumable = Consumable(
            [H264(null, "42e01f"), H264(null, "4d0032")], [("video/H264", 96, "42e01f"), ("video/H264", 98, "4d001f")]);
        RtpCapabilities remote = Remote([("video/H264", "640c1f"), ("video/H264", "4d001f")]);

        Assert.True(ConsumerNegotiation.CanConsume(consumable, remote));
        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(consumable, remote, pipe: false, enableRtx: true);
        Assert.Equal(["video/H264", "video/rtx"], parameters.Codecs.Select(codec => codec.MimeType));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_any_codecs_and_capabilities_both_agree(int seed)
    {
        Random random = new(seed);
        int consumed = 0;
        int refused = 0;
        for (int round = 0; round < 500; round++)
        {
            (string MimeType, string Profile)[] routed = RandomCodecs(random);
            RtpParameters consumable = Consumable(
                [.. routed.Select(one => Codec(one.MimeType, one.Profile))],
                [.. routed.Index().Select(one => (one.Item.MimeType, 96 + (2 * one.Index), one.Item.Profile))]);
            RtpCapabilities remote = Remote(RandomCodecs(random), hasRtx: random.Next(4) != 0);

            bool can = ConsumerNegotiation.CanConsume(consumable, remote);
            bool does = Consumes(consumable, remote, enableRtx: random.Next(2) == 0);

            Assert.True(can == does, $"seed {seed}, round {round}: canConsume is {can}, consume {(does ? "works" : "fails")}");
            consumed += does ? 1 : 0;
            refused += does ? 0 : 1;
        }

        // Both answers were seen often.
        Assert.InRange(consumed, 50, 450);
        Assert.InRange(refused, 50, 450);
    }

    private static bool Consumes(RtpParameters consumable, RtpCapabilities remote, bool enableRtx)
    {
        try
        {
            return ConsumerNegotiation.GetConsumerRtpParameters(consumable, remote, pipe: false, enableRtx).Codecs.Count > 0;
        }
        catch (UnsupportedException)
        {
            return false;
        }
    }

    /// <summary>Different codecs, so that a router takes all of them.</summary>
    private static (string MimeType, string Profile)[] RandomCodecs(Random random)
    {
        (string MimeType, string Profile)[] all = [("video/VP8", ""), ("video/VP9", ""), ("video/AV1", ""), .. Profiles.Select(profile => ("video/H264", profile))];
        random.Shuffle(all);
        return [.. all.DistinctBy(one => (one.MimeType, one.Profile.Length == 0 ? "" : one.Profile[..4])).Take(random.Next(1, 4))];
    }

    private static RtpParameters Consumable(List<RtpCodecCapability> routed, (string MimeType, int PayloadType, string Profile)[] sent)
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities(routed);
        RtpParameters parameters = new()
        {
            Codecs =
            [
                .. sent.SelectMany(one => new[]
                {
                    Parameters.Codec(one.MimeType, one.PayloadType, 90_000, null, FormatOf(one.MimeType, one.Profile)),
                    Parameters.Codec("video/rtx", one.PayloadType + 1, 90_000, null, new() { ["apt"] = one.PayloadType }),
                }),
            ],
            Encodings = [new RtpEncodingParameters { Ssrc = 77, Rtx = new RtpRtxParameters { Ssrc = 78 } }],
        };
        RtpValidation.Validate(parameters);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, router);
        return RouterNegotiation.GetConsumableRtpParameters(MediaKind.Video, parameters, router, mapping);
    }

    private static RtpCapabilities Remote((string MimeType, string Profile)[] codecs, bool hasRtx = true) => new()
    {
        Codecs =
        [
            .. codecs.Index().SelectMany(one => new[]
            {
                Capability(one.Item.MimeType, 90_000, null, 100 + (2 * one.Index), FormatOf(one.Item.MimeType, one.Item.Profile)),
                Capability("video/rtx", 90_000, null, 101 + (2 * one.Index), new() { ["apt"] = 100 + (2 * one.Index) }),
            }).Where(codec => hasRtx || !codec.IsRtx),
        ],
    };

    private static RtpCodecCapability Codec(string mimeType, string profile) =>
        Capability(mimeType, 90_000, null, null, FormatOf(mimeType, profile));

    private static RtpCodecCapability H264(int? payloadType, string profile) =>
        Capability("video/H264", 90_000, null, payloadType, FormatOf("video/H264", profile));

    private static CodecParameters FormatOf(string mimeType, string profile) => mimeType == "video/H264"
        ? new() { ["packetization-mode"] = 1, ["profile-level-id"] = profile, ["level-asymmetry-allowed"] = 1 }
        : [];
}
