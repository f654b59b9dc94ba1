using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class ClientNegotiationTests
{
    [Fact]
    public void Codecs_in_common_get_the_numbers_of_both_sides()
    {
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(Chrome(), Router());

        Assert.Equal(
            ["audio/opus 111/100 /", "video/VP8 96/101 97/102"],
            extended.Codecs.Select(codec => $"{codec.MimeType} {codec.LocalPayloadType}/{codec.RemotePayloadType}"
                + $" {codec.LocalRtxPayloadType}/{codec.RemoteRtxPayloadType}"));
        Assert.Equal(
            ["1 3 SendRecv", "2 2 SendOnly", "7 9 RecvOnly", "8 10 Inactive"],
            extended.HeaderExtensions.Select(
                extension => $"{extension.SendId} {extension.RecvId} {extension.Direction}"));
        Assert.Equal(["nack "], extended.Codecs[1].RtcpFeedback.Select(entry => $"{entry.Type} {entry.Parameter}"));
    }

    [Fact]
    public void The_clients_order_may_be_preferred()
    {
        RtpCapabilities local = Chrome();
        local.Codecs.Reverse();

        Assert.Equal(
            ["video/VP8", "audio/opus"],
            ClientNegotiation.GetExtendedRtpCapabilities(local, Router(), preferLocalCodecsOrder: true)
                .Codecs.Select(codec => codec.MimeType));
    }

    [Fact]
    public void The_given_capabilities_are_not_changed()
    {
        RtpCapabilities local = new() { Codecs = [H264(98, "42e01f")], HeaderExtensions = [] };
        RtpCapabilities remote = new() { Codecs = [H264(103, "42e034")], HeaderExtensions = [] };

        ExtendedRtpCodec codec =
            ClientNegotiation.GetExtendedRtpCapabilities(local, remote).Codecs.Single();

        Assert.Equal("42e01f", codec.LocalParameters["profile-level-id"]);
        Assert.Equal("42e01f", codec.RemoteParameters["profile-level-id"]);
        Assert.Equal("42e034", remote.Codecs[0].Parameters["profile-level-id"]);
        Assert.Equal(
            "42e034",
            ClientNegotiation.GetExtendedRtpCapabilities(local, remote, preferLocalCodecsOrder: true)
                .Codecs.Single().LocalParameters["profile-level-id"]);
    }

    [Fact]
    public void Rtx_counts_only_if_both_sides_have_it()
    {
        RtpCapabilities remote = Router();
        remote.Codecs.RemoveAll(codec => codec.IsRtx);
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(Chrome(), remote);

        Assert.Null(extended.Codecs[1].LocalRtxPayloadType);
        Assert.Equal(2, ClientNegotiation.GetRecvRtpCapabilities(extended).Codecs.Count);
    }

    [Fact]
    public void Receiving_uses_the_routers_numbers_and_sending_the_clients()
    {
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(Chrome(), Router());
        RtpCapabilities recv = ClientNegotiation.GetRecvRtpCapabilities(extended);
        RtpCapabilities send = ClientNegotiation.GetSendRtpCapabilities(extended);

        Assert.Equal([100, 101, 102], recv.Codecs.Select(codec => codec.PreferredPayloadType!.Value));
        Assert.Equal(101, recv.Codecs[2].AssociatedPayloadType);
        Assert.Equal([3, 9], recv.HeaderExtensions.Select(extension => extension.PreferredId));
        Assert.Equal([111, 96, 97], send.Codecs.Select(codec => codec.PreferredPayloadType!.Value));
        Assert.Equal(96, send.Codecs[2].AssociatedPayloadType);
        Assert.Equal([1, 2], send.HeaderExtensions.Select(extension => extension.PreferredId));
        Assert.True(ClientNegotiation.CanSend(MediaKind.Audio, send));
        Assert.False(ClientNegotiation.CanSend(MediaKind.Audio, new()));
    }

    [Fact]
    public void The_routers_side_of_a_producer_has_its_parameters_and_one_kind_of_feedback()
    {
        RtpCapabilities local = Chrome();
        RtpCapabilities remote = Router();
        foreach (RtpCodecCapability codec in local.Codecs.Concat(remote.Codecs))
        {
            codec.RtcpFeedback.AddRange([Feedback("goog-remb"), Feedback("transport-cc")]);
        }

        remote.Codecs[1].Parameters["from"] = "router";
        local.Codecs[1].Parameters["from"] = "client";
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(local, remote);
        RtpParameters ours = ClientNegotiation.GetSendingRtpParameters(MediaKind.Video, extended);
        RtpParameters theirs = ClientNegotiation.GetSendingRemoteRtpParameters(MediaKind.Video, extended);

        Assert.Equal([96, 97], ours.Codecs.Select(codec => codec.PayloadType));
        Assert.Equal([96, 97], theirs.Codecs.Select(codec => codec.PayloadType));
        Assert.Equal("client", ours.Codecs[0].Parameters["from"]);
        Assert.Equal("router", theirs.Codecs[0].Parameters["from"]);
        Assert.Equal(["nack", "goog-remb", "transport-cc"], ours.Codecs[0].RtcpFeedback.Select(entry => entry.Type));
        Assert.Equal(["nack", "goog-remb"], theirs.Codecs[0].RtcpFeedback.Select(entry => entry.Type));
        Assert.Equal([2], ours.HeaderExtensions.Select(extension => extension.Id));
        Assert.Equal(
            """{"codecs":[],"headerExtensions":[],"encodings":[],"rtcp":{}}""",
            OrtcJson.Serialize(ClientNegotiation.GetSendingRtpParameters(
                MediaKind.Audio, new() { Codecs = [], HeaderExtensions = [] })));
    }

    [Fact]
    public void Codecs_are_reduced_to_one_and_its_rtx()
    {
        List<RtpCodecParameters> codecs =
        [
            Codec("video/VP8", 96, 90000),
            Codec("video/rtx", 97, 90000, null, new() { ["apt"] = 96 }),
            Codec("video/VP9", 98, 90000, null, new() { ["profile-id"] = 2 }),
        ];

        Assert.Equal([96, 97], PayloadTypes(null));
        Assert.Equal([96, 97], PayloadTypes(Capability("video/VP8", 90000)));
        Assert.Equal([98], PayloadTypes(Capability("video/VP9", 90000, null, null, new() { ["profile-id"] = 2 })));
        Assert.Throws<MediasoupTypeException>(() => PayloadTypes(Capability("video/VP9", 90000)));
        Assert.Throws<MediasoupTypeException>(() => PayloadTypes(Capability("video/H264", 90000)));
        Assert.Throws<MediasoupTypeException>(() => ClientNegotiation.ReduceCodecs([]));

        int[] PayloadTypes(RtpCodecCapability? wanted)
            => [.. ClientNegotiation.ReduceCodecs(codecs, wanted).Select(codec => codec.PayloadType)];
    }

    [Fact]
    public void The_probator_has_fixed_numbers()
    {
        RtpParameters video = new()
        {
            Mid = "3",
            Codecs = [Codec("video/VP8", 101, 90000), Codec("video/rtx", 102, 90000, null, new() { ["apt"] = 101 })],
            HeaderExtensions = [ExtensionInUse("urn:x", 4)],
            Encodings = [new() { Ssrc = 5 }],
            Rtcp = new() { Cname = "x" },
        };

        RtpParameters probator = ClientNegotiation.GenerateProbatorRtpParameters(video);

        Assert.Equal(
            """
            {"mid":"probator","codecs":[{"mimeType":"video/VP8","payloadType":127,"clockRate":90000,
            "parameters":{},"rtcpFeedback":[]}],"headerExtensions":[{"uri":"urn:x","id":4,"encrypt":false,
            "parameters":{}}],"encodings":[{"ssrc":1234}],"rtcp":{"cname":"probator"}}
            """.ReplaceLineEndings(""),
            OrtcJson.Serialize(probator));
        Assert.Equal(101, video.Codecs[0].PayloadType);
    }

    [Fact]
    public void A_consumer_can_be_received_if_its_first_payload_type_is_known()
    {
        RtpCapabilities recv = Router();
        Assert.True(ClientNegotiation.CanReceive(new() { Codecs = [Codec("audio/opus", 100, 48000, 2)] }, recv));
        Assert.False(ClientNegotiation.CanReceive(new() { Codecs = [Codec("audio/opus", 99, 48000, 2)] }, recv));
        Assert.False(ClientNegotiation.CanReceive(new() { Codecs = [] }, recv));
        Assert.Throws<MediasoupTypeException>(
            () => ClientNegotiation.CanReceive(new() { Codecs = [Codec("chicken", 99, 48000)] }, recv));
    }

    private static RtpCapabilities Chrome()
        => Validated(new()
        {
            Codecs =
            [
                Capability("audio/opus", 48000, 2, 111),
                Capability("video/VP8", 90000, null, 96, null, Feedback("ccm", "fir"), Feedback("nack", "")),
                Capability("video/rtx", 90000, null, 97, new() { ["apt"] = 96 }),
                H264(98, "42e01f"),
            ],
            HeaderExtensions =
            [
                Extension(MediaKind.Audio, RtpHeaderExtensionUri.Mid, 1),
                Extension(MediaKind.Video, RtpHeaderExtensionUri.AbsSendTime, 2),
                Extension(MediaKind.Video, RtpHeaderExtensionUri.PlayoutDelay, 7),
                Extension(MediaKind.Video, RtpHeaderExtensionUri.VideoOrientation, 8),
            ],
        });

    private static RtpCapabilities Router()
        => Validated(new()
        {
            Codecs =
            [
                Capability("audio/opus", 48000, 2, 100),
                Capability("video/VP8", 90000, null, 101, null, Feedback("nack"), Feedback("nack", "pli")),
                Capability("video/rtx", 90000, null, 102, new() { ["apt"] = 101 }),
                H264(103, "4d0032"),
            ],
            HeaderExtensions =
            [
                Extension(MediaKind.Audio, RtpHeaderExtensionUri.Mid, 3),
                Extension(MediaKind.Audio, RtpHeaderExtensionUri.AbsSendTime, 4),
                Directed(RtpHeaderExtensionUri.AbsSendTime, 2, RtpHeaderExtensionDirection.RecvOnly),
                Directed(RtpHeaderExtensionUri.PlayoutDelay, 9, RtpHeaderExtensionDirection.SendOnly),
                Directed(RtpHeaderExtensionUri.VideoOrientation, 10, RtpHeaderExtensionDirection.Inactive),
            ],
        });

    private static RtpCapabilities Validated(RtpCapabilities capabilities)
    {
        RtpValidation.Validate(capabilities, requirePayloadTypes: true);
        return capabilities;
    }

    private static RtpHeaderExtension Directed(string uri, int id, RtpHeaderExtensionDirection direction)
        => new() { Kind = MediaKind.Video, Uri = uri, PreferredId = id, Direction = direction };

    private static RtpCodecCapability H264(int payloadType, string profileLevelId)
        => Capability(
            "video/H264",
            90000,
            null,
            payloadType,
            new() { ["packetization-mode"] = 1, ["level-asymmetry-allowed"] = 1, ["profile-level-id"] = profileLevelId });
}
