using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class ConsumerNegotiationTests
{
    private static readonly CodecParameters H264 =
        new() { ["foo"] = 1234, ["packetization-mode"] = 1, ["profile-level-id"] = "4d0032" };

    [Fact]
    public void P04_A_producer_passes_the_router_to_a_consumer_and_to_a_pipe()
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities(
            [Capability("audio/opus", 48000, 2), Capability("video/H264", 90000, null, null, H264.Clone())]);
        RtpParameters parameters = H264Producer();
        RtpValidation.Validate(parameters);

        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, router, 100_000_000);
        Assert.Equal(
            ["111 101", "112 102"], mapping.Codecs.Select(codec => $"{codec.PayloadType} {codec.MappedPayloadType}"));
        Assert.Equal(
            ["11111111  100000000", "21111111  100000001", " high 100000002"],
            mapping.Encodings.Select(encoding => $"{encoding.Ssrc} {encoding.Rid} {encoding.MappedSsrc}"));

        RtpParameters consumable =
            RouterNegotiation.GetConsumableRtpParameters(MediaKind.Video, parameters, router, mapping);
        Assert.Equal(["video/H264 101", "video/rtx 102"], PayloadTypes(consumable));
        Assert.Equal(1234, consumable.Codecs[0].Parameters["foo"]);
        Assert.Equal(["apt"], consumable.Codecs[1].Parameters.Names);
        Assert.All(consumable.Encodings, encoding => Assert.True(encoding is { Rid: null, Rtx: null }));
        Assert.Equal([100000000u, 100000001u, 100000002u], consumable.Encodings.Select(encoding => encoding.Ssrc!.Value));
        Assert.Equal([111111L, 222222L, 333333L], consumable.Encodings.Select(encoding => encoding.MaxBitrate!.Value));
        Assert.Equal("qwerty1234", consumable.Rtcp.Cname);
        Assert.True(consumable.Rtcp.ReducedSize);

        Assert.True(ConsumerNegotiation.CanConsume(consumable, RemoteCapabilities()));
        ConsumerIsRight(ConsumerNegotiation.GetConsumerRtpParameters(
            consumable, RemoteCapabilities(), pipe: false, enableRtx: true, ssrc: 555));
        PipeIsRight(ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: false, ssrc: 700));
    }

    [Fact]
    public void Without_a_codec_in_common_nothing_can_be_consumed()
    {
        RtpParameters consumable = Consumable();
        RtpCapabilities remote = new() { Codecs = [Capability("audio/opus", 48000, 2, 100)] };

        Assert.False(ConsumerNegotiation.CanConsume(consumable, remote));
        Assert.Throws<UnsupportedException>(
            () => ConsumerNegotiation.GetConsumerRtpParameters(consumable, remote, pipe: false, enableRtx: true));
    }

    [Fact]
    public void Rtx_alone_is_not_enough()
    {
        RtpCapabilities remote =
            new() { Codecs = [Capability("video/rtx", 90000, null, 102, new() { ["apt"] = 101 })] };

        Assert.False(ConsumerNegotiation.CanConsume(Consumable(), remote));
        Assert.Throws<UnsupportedException>(
            () => ConsumerNegotiation.GetConsumerRtpParameters(Consumable(), remote, pipe: false, enableRtx: true));
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(4, 1)]
    public void Multiopus_is_refused_with_other_streams(int streams, int coupledStreams)
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities([MultiOpus(6, 4, 2)]);
        RtpParameters parameters = new()
        {
            Codecs =
            [
                Codec(
                    "audio/multiopus",
                    100,
                    48000,
                    6,
                    new() { ["num_streams"] = streams, ["coupled_streams"] = coupledStreams }),
            ],
        };
        RtpValidation.Validate(parameters);

        Assert.Throws<UnsupportedException>(
            () => RouterNegotiation.GetProducerRtpParametersMapping(parameters, router));
    }

    [Fact]
    public void Multiopus_of_eight_channels_cannot_take_six()
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities([MultiOpus(6, 4, 2)]);
        RtpParameters parameters =
            new() { Codecs = [Codec("audio/multiopus", 100, 48000, 6, MultiOpus(6, 4, 2).Parameters)] };
        RtpValidation.Validate(parameters);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, router);
        RtpParameters consumable =
            RouterNegotiation.GetConsumableRtpParameters(MediaKind.Audio, parameters, router, mapping);

        Assert.True(ConsumerNegotiation.CanConsume(consumable, new() { Codecs = [MultiOpus(6, 4, 2, 100)] }));
        Assert.False(ConsumerNegotiation.CanConsume(consumable, new() { Codecs = [MultiOpus(8, 5, 3, 100)] }));
    }

    [Theory]
    [InlineData(true, true, "nack ,nack pli,transport-cc ")]
    [InlineData(false, true, "nack ,nack pli,goog-remb ")]
    [InlineData(false, false, "nack ,nack pli")]
    [InlineData(true, false, "nack ,nack pli,transport-cc ")]
    public void Bandwidth_feedback_follows_the_extensions(bool transportWideCc, bool absSendTime, string expected)
    {
        RtpCapabilities remote = RemoteVp8();
        if (transportWideCc)
        {
            remote.HeaderExtensions.Add(Extension(MediaKind.Video, RtpHeaderExtensionUri.TransportWideCc, 5));
        }

        if (absSendTime)
        {
            remote.HeaderExtensions.Add(Extension(MediaKind.Video, RtpHeaderExtensionUri.AbsSendTime, 4));
        }

        RtpParameters parameters =
            ConsumerNegotiation.GetConsumerRtpParameters(Consumable(), remote, pipe: false, enableRtx: true);

        Assert.Equal(expected, Feedbacks(parameters));
    }

    [Fact]
    public void Without_rtx_there_is_no_nack()
    {
        RtpParameters parameters =
            ConsumerNegotiation.GetConsumerRtpParameters(Consumable(), RemoteVp8(), pipe: false, enableRtx: false);

        Assert.Equal(["video/VP8 100"], PayloadTypes(parameters));
        Assert.Equal("nack pli", Feedbacks(parameters));
        Assert.Null(parameters.Encodings[0].Rtx);
        Assert.InRange(parameters.Encodings[0].Ssrc!.Value, 100_000_000u, 999_999_999u);
    }

    [Fact]
    public void A_piping_consumer_keeps_all_encodings()
    {
        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(
            Consumable(), RemoteVp8(), pipe: true, enableRtx: true, ssrc: 10, rtxSsrc: 20);

        Assert.Equal(
            ["10 20 L1T2", "11 21 L1T2"],
            parameters.Encodings.Select(encoding => $"{encoding.Ssrc} {encoding.Rtx?.Ssrc} {encoding.ScalabilityMode}"));
    }

    [Fact]
    public void A_single_encoding_keeps_its_scalability_mode()
    {
        RtpParameters consumable = Consumable();
        consumable.Encodings = [new() { ScalabilityMode = "L3T3_KEY", Dtx = true, MaxBitrate = 5 }];

        RtpEncodingParameters encoding = ConsumerNegotiation.GetConsumerRtpParameters(
            consumable, RemoteVp8(), pipe: false, enableRtx: true, ssrc: 10).Encodings.Single();

        Assert.Equal(
            """{"ssrc":10,"rtx":{"ssrc":11},"scalabilityMode":"L3T3_KEY","maxBitrate":5}""",
            OrtcJson.Serialize(encoding));
    }

    [Fact]
    public void A_pipe_keeps_nack_and_rtx_only_if_they_are_enabled()
    {
        RtpParameters parameters =
            ConsumerNegotiation.GetPipeConsumerRtpParameters(Consumable(), enableRtx: true, ssrc: 10, rtxSsrc: 20);

        Assert.Equal(["video/VP8 100", "video/rtx 101"], PayloadTypes(parameters));
        Assert.Equal("nack ,nack pli,ccm fir", Feedbacks(parameters));
        Assert.Equal([7, 8, 9, 11, 12], parameters.HeaderExtensions.Select(extension => extension.Id));
        Assert.Equal([20u, 21u], parameters.Encodings.Select(encoding => encoding.Rtx!.Ssrc));
    }

    private static void ConsumerIsRight(RtpParameters parameters)
    {
        Assert.Equal(["video/H264 101", "video/rtx 102"], PayloadTypes(parameters));
        Assert.Equal("nack ,nack pli,foo FOO", Feedbacks(parameters));
        Assert.Equal([1, 8, 9], parameters.HeaderExtensions.Select(extension => extension.Id));
        Assert.Equal(
            """{"ssrc":555,"rtx":{"ssrc":556},"scalabilityMode":"L3T3","maxBitrate":333333}""",
            OrtcJson.Serialize(Assert.Single(parameters.Encodings)));
        Assert.Equal("qwerty1234", parameters.Rtcp.Cname);
    }

    private static void PipeIsRight(RtpParameters parameters)
    {
        Assert.Equal(["video/H264 101"], PayloadTypes(parameters));
        Assert.Equal("nack pli,ccm fir", Feedbacks(parameters));
        Assert.Equal([700u, 701u, 702u], parameters.Encodings.Select(encoding => encoding.Ssrc!.Value));
        Assert.All(parameters.Encodings, encoding => Assert.Null(encoding.Rtx));
        Assert.Equal([111111L, 222222L, 333333L], parameters.Encodings.Select(encoding => encoding.MaxBitrate!.Value));
    }

    private static RtpParameters H264Producer()
        => new()
        {
            Codecs =
            [
                Codec("video/H264", 111, 90000, null, H264.Clone(), Feedback("nack"), Feedback("goog-remb")),
                Codec("video/rtx", 112, 90000, null, new() { ["apt"] = 111 }),
            ],
            HeaderExtensions =
                [ExtensionInUse(RtpHeaderExtensionUri.Mid, 1), ExtensionInUse(RtpHeaderExtensionUri.VideoOrientation, 12)],
            Encodings =
            [
                new() { Ssrc = 11111111, Rtx = new() { Ssrc = 11111112 }, MaxBitrate = 111111, ScalabilityMode = "L1T3" },
                new() { Ssrc = 21111111, Rtx = new() { Ssrc = 21111112 }, MaxBitrate = 222222, ScalabilityMode = "L1T3" },
                new() { Rid = "high", MaxBitrate = 333333, ScalabilityMode = "L1T3" },
            ],
            Rtcp = new() { Cname = "qwerty1234" },
        };

    private static RtpCapabilities RemoteCapabilities()
        => new()
        {
            Codecs =
            [
                Capability("audio/opus", 48000, 2, 100),
                Capability(
                    "video/H264", 90000, null, 101, H264.Clone(), Feedback("nack"), Feedback("nack", "pli"), Feedback("foo", "FOO")),
                Capability("video/rtx", 90000, null, 102, new() { ["apt"] = 101 }),
            ],
            HeaderExtensions =
            [
                Extension(MediaKind.Audio, RtpHeaderExtensionUri.Mid, 1),
                Extension(MediaKind.Video, RtpHeaderExtensionUri.Mid, 1),
                Extension(MediaKind.Video, RtpHeaderExtensionUri.RtpStreamId, 2),
                Extension(MediaKind.Audio, RtpHeaderExtensionUri.AudioLevel, 8),
                Extension(MediaKind.Video, RtpHeaderExtensionUri.VideoOrientation, 8),
                Extension(MediaKind.Video, RtpHeaderExtensionUri.TransmissionOffset, 9),
            ],
        };

    private static RtpParameters Consumable()
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities([Capability("video/VP8", 90000)]);
        RtpParameters parameters = new()
        {
            Codecs = [Codec("video/VP8", 96, 90000)],
            Encodings = [new() { Rid = "a", ScalabilityMode = "L1T2" }, new() { Rid = "b", ScalabilityMode = "L1T2" }],
        };
        RtpValidation.Validate(parameters);
        return RouterNegotiation.GetConsumableRtpParameters(
            MediaKind.Video,
            parameters,
            router,
            RouterNegotiation.GetProducerRtpParametersMapping(parameters, router));
    }

    private static RtpCapabilities RemoteVp8()
        => new()
        {
            Codecs =
            [
                Capability(
                    "video/VP8",
                    90000,
                    null,
                    100,
                    null,
                    Feedback("nack"),
                    Feedback("nack", "pli"),
                    Feedback("goog-remb"),
                    Feedback("transport-cc")),
                Capability("video/rtx", 90000, null, 101, new() { ["apt"] = 100 }),
            ],
        };

    private static RtpCodecCapability MultiOpus(int channels, int streams, int coupledStreams, int? payloadType = null)
        => Capability(
            "audio/multiopus",
            48000,
            channels,
            payloadType,
            new() { ["channel_mapping"] = "0,4,1,2,3,5", ["num_streams"] = streams, ["coupled_streams"] = coupledStreams });

    private static string[] PayloadTypes(RtpParameters parameters)
        => [.. parameters.Codecs.Select(codec => $"{codec.MimeType} {codec.PayloadType}")];

    private static string Feedbacks(RtpParameters parameters)
        => string.Join(',', parameters.Codecs[0].RtcpFeedback.Select(feedback => $"{feedback.Type} {feedback.Parameter}"));
}
