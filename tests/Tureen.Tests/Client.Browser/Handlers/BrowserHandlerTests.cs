using System.Text.Json;
using Tureen.Client;
using Tureen.Client.Browser.Handlers;
using Tureen.Ortc;
using Tureen.Tests.Ortc;
using Tureen.Tests.Ortc.Sdp;

namespace Tureen.Tests.Client.Browser.Handlers;

public sealed class BrowserHandlerTests
{
    public static TheoryData<string> Recorded() => ServerDescriptionTests.Answered();

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task The_server_gets_the_same_parameters_as_from_mediasoup_client(string name)
    {
        string browser = ExpectedDescriptions.BrowserOf(name);
        JsonElement fixture = BrowserFixture.Read(name);
        RtpParameters recorded = BrowserFixture.Get<RtpParameters>(fixture.GetProperty("produce"), "rtpParameters");
        string[] msid = recorded.Msid!.Split(' ');
        HandlerScene scene = new(browser, TransportDirection.Send, fixture.GetProperty("offerSdp").GetString()!, msid[0]);

        HandlerSendResult result = await scene.Handler.SendAsync(new HandlerSendOptions
        {
            Track = new TestTrack(msid[1], WireEnum.Parse<MediaKind>(fixture.GetProperty("produce").GetProperty("kind").GetString())),
            Encodings = Encodings(fixture),
            CodecOptions = ExpectedDescriptions.CodecOptionsOf(fixture),
            Codec = Codec(browser, name, fixture),
        });
        RtpValidation.Validate(result.RtpParameters);

        JsonAssert.Same(fixture.GetProperty("produce").GetProperty("rtpParameters"), result.RtpParameters);
        JsonAssert.Same(fixture.GetProperty("connect").GetProperty("dtlsParameters"), Assert.Single(scene.Listener.Connects));
        ExpectedDescriptions.AssertSame(ExpectedDescriptions.Answers.GetProperty(name).GetProperty("sdp")[0].GetString(), Assert.Single(scene.Peer.Remote));
    }

    [Theory]
    [InlineData(null, DtlsRole.Client, "passive")]
    [InlineData(DtlsRole.Client, DtlsRole.Server, "active")]
    [InlineData(DtlsRole.Server, DtlsRole.Client, "passive")]
    public async Task Our_role_in_DTLS_is_the_opposite_of_the_server_s(DtlsRole? server, DtlsRole own, string setup)
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8", role: server);

        await scene.Handler.SendAsync(Video());

        Assert.Equal(own, Assert.Single(scene.Listener.Connects).Role);
        Assert.Contains($"a=setup:{setup}\r\n", scene.Peer.Remote[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_fails_the_command_and_is_tried_again_with_the_next()
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8");
        FakePeerConnection refused = scene.Peer;
        scene.Listener.Refusal = new InvalidOperationException("no");
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Handler.SendAsync(Video()));
        Assert.True(refused.IsClosed);
        Assert.Empty(refused.Local);
        scene.Listener.Refusal = null;

        HandlerSendResult sent = await scene.Handler.SendAsync(Video());

        Assert.Equal(2, scene.Listener.Connects.Count);
        Assert.Equal(Assert.Single(scene.Peer.Transceivers).Mid, sent.LocalId);
        Assert.Single(scene.Peer.Remote);
    }

    [Fact]
    public async Task The_first_section_is_only_paused_when_its_track_stops_and_a_later_one_is_closed_and_taken_again()
    {
        string offer = BrowserFixture.Read("chromium-produce-multi").GetProperty("offerSdp").GetString()!;
        HandlerScene scene = new("chromium", TransportDirection.Send, offer);
        HandlerSendResult audio = await scene.Handler.SendAsync(new HandlerSendOptions { Track = new TestTrack("a", MediaKind.Audio) });
        HandlerSendResult video = await scene.Handler.SendAsync(Video("r0", "r1", "r2"));

        await scene.Handler.StopSendingAsync(audio.LocalId);
        await scene.Handler.StopSendingAsync(video.LocalId);

        Assert.Contains("m=audio 7 ", scene.Peer.Remote[^1], StringComparison.Ordinal);
        Assert.Contains("a=inactive", scene.Peer.Remote[^1], StringComparison.Ordinal);
        Assert.Contains("m=video 0 ", scene.Peer.Remote[^1], StringComparison.Ordinal);
        Assert.Contains("a=group:BUNDLE 0\r\n", scene.Peer.Remote[^1], StringComparison.Ordinal);
        Assert.False(scene.Peer.Transceivers[0].IsStopped);
        Assert.True(scene.Peer.Transceivers[1].IsStopped);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Handler.StopSendingAsync(video.LocalId));

        await scene.Handler.SendAsync(Video("r0", "r1", "r2"));
        Assert.Equal(3, scene.Peer.Remote[^1].Split("m=").Length);
    }

    [Fact]
    public async Task Firefox_closes_no_section()
    {
        HandlerScene scene = new(
            "firefox", TransportDirection.Send, BrowserFixture.Read("firefox-produce-multi").GetProperty("offerSdp").GetString()!);
        await scene.Handler.SendAsync(new HandlerSendOptions { Track = new TestTrack("a", MediaKind.Audio) });
        HandlerSendResult video = await scene.Handler.SendAsync(Video("r0", "r1", "r2"));

        await scene.Handler.StopSendingAsync(video.LocalId);

        Assert.Contains("m=video 7 ", scene.Peer.Remote[^1], StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnsupportedException>(() => scene.Handler.UpdateIceServersAsync([]));
    }

    [Fact]
    public async Task A_greatest_spatial_layer_turns_the_encodings_above_it_off()
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8-simulcast3");
        HandlerSendResult video = await scene.Handler.SendAsync(Video("r0", "r1", "r2"));

        await scene.Handler.SetMaxSpatialLayerAsync(video.LocalId, 1);

        Assert.Equal([true, true, false], scene.Peer.Transceivers[0].Encodings.Select(encoding => encoding.Active));
        Assert.Contains("a=simulcast:recv r0;r1;~r2\r\n", scene.Peer.Remote[^1], StringComparison.Ordinal);

        await scene.Handler.SetRtpEncodingParametersAsync(video.LocalId, new RtpEncodingParameters { Active = true, MaxBitrate = 9 });

        Assert.All(scene.Peer.Transceivers[0].Encodings, encoding => Assert.Equal(9, encoding.MaxBitrate));
        Assert.Contains("a=simulcast:recv r0;r1;r2\r\n", scene.Peer.Remote[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Safari_sends_several_encodings_as_streams_with_consecutive_numbers()
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8", BrowserProfile.Safari12);

        HandlerSendResult video = await scene.Handler.SendAsync(Video("", "", ""));

        List<RtpEncodingParameters> encodings = video.RtpParameters.Encodings;
        Assert.Equal(3, encodings.Count);
        Assert.All(encodings, encoding => Assert.Equal("L1T3", encoding.ScalabilityMode));
        Assert.All(encodings, encoding => Assert.Null(encoding.Rid));
        Assert.Equal([0u, 1, 2], encodings.Select(encoding => encoding.Ssrc!.Value - encodings[0].Ssrc!.Value));
        Assert.Equal([0u, 1, 2], encodings.Select(encoding => encoding.Rtx!.Ssrc - encodings[0].Rtx!.Ssrc));
        Assert.Contains("a=ssrc-group:SIM ", Assert.Single(scene.Peer.Local), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ICE_restart_before_the_first_command_only_keeps_the_credentials()
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8");
        IceParameters fresh = new() { UsernameFragment = "fresh", Password = "password", IceLite = true };
        await scene.Handler.RestartIceAsync(fresh);
        Assert.Empty(scene.Peer.Log);

        await scene.Handler.SendAsync(Video());
        await scene.Handler.RestartIceAsync(fresh);

        Assert.Equal("restart", scene.Peer.Log[^1]);
        Assert.All(scene.Peer.Remote, sdp => Assert.Contains("a=ice-ufrag:fresh\r\n", sdp, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pausing_and_resuming_negotiate_the_direction()
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8");
        HandlerSendResult video = await scene.Handler.SendAsync(Video());

        await scene.Handler.PauseSendingAsync(video.LocalId);
        Assert.Equal("inactive", scene.Peer.Transceivers[0].Direction);
        Assert.Contains("a=inactive\r\n", scene.Peer.Remote[^1], StringComparison.Ordinal);

        await scene.Handler.ResumeSendingAsync(video.LocalId);
        Assert.Equal("sendonly", scene.Peer.Transceivers[0].Direction);
        Assert.Contains("a=recvonly\r\n", scene.Peer.Remote[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_channels_have_agreed_streams_and_one_section()
    {
        HandlerScene scene = Sending("chromium-produce-data");

        HandlerSendDataChannelResult first = await scene.Handler.SendDataChannelAsync(
            new HandlerSendDataChannelOptions { Ordered = false, MaxRetransmits = 3, Label = "chat", Protocol = "json" });
        HandlerSendDataChannelResult second = await scene.Handler.SendDataChannelAsync(new HandlerSendDataChannelOptions { Ordered = true });

        Assert.Equal((0, 1), (first.SctpStreamParameters.StreamId, second.SctpStreamParameters.StreamId));
        Assert.Equal(["""chat {"negotiated":true,"id":0,"protocol":"json","ordered":false,"maxRetransmits":3}"""], scene.Peer.Channels.Take(1));
        Assert.Single(scene.Peer.Remote);
    }

    [Fact]
    public async Task Received_tracks_are_offered_in_one_batch_and_answered_in_stereo()
    {
        JsonElement recorded = BrowserFixture.Read("chromium-consume").GetProperty("cases").GetProperty("audio-opus-options");
        RtpParameters parameters = BrowserFixture.Get<RtpParameters>(recorded, "rtpParametersGivenToClient");
        parameters.Mid = "0";
        HandlerScene scene = new("chromium", TransportDirection.Recv, recorded.GetProperty("answerSdp").GetString()!);

        IReadOnlyList<HandlerReceiveResult> results = await scene.Handler.ReceiveAsync(
            [new HandlerReceiveOptions { TrackId = "track", Kind = MediaKind.Audio, RtpParameters = parameters, StreamId = "peer" }]);

        Assert.Equal("0", Assert.Single(results).LocalId);
        Assert.Contains("a=msid:peer track\r\n", Assert.Single(scene.Peer.Remote), StringComparison.Ordinal);
        Assert.Contains("stereo=1", Assert.Single(scene.Peer.Local), StringComparison.Ordinal);
        Assert.Equal(DtlsRole.Client, Assert.Single(scene.Listener.Connects).Role);
    }

    [Fact]
    public async Task States_and_errors_of_the_connection_are_reported_until_it_closes()
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8");
        scene.Peer.IceGatheringState = "complete";
        scene.Peer.Handler("icegatheringstatechange", "");
        scene.Peer.ConnectionState = "connected";
        scene.Peer.Handler("connectionstatechange", "");
        scene.Peer.IceConnectionState = "checking";
        scene.Peer.Handler("iceconnectionstatechange", "");
        scene.Peer.ConnectionState = null;
        scene.Peer.Handler("iceconnectionstatechange", "");
        scene.Peer.Handler("icecandidateerror", """{"url":"stun:a","port":null,"errorCode":701}""");
        scene.Handler.Close();
        scene.Peer.Handler("iceconnectionstatechange", "");

        Assert.Equal(["gathering complete", "connected", "connecting", "701 stun:a "], scene.Listener.States);
        Assert.True(scene.Peer.IsClosed);
        await scene.Handler.StopSendingAsync("0");
        await Assert.ThrowsAsync<InvalidStateException>(() => scene.Handler.SendAsync(Video()));
        await Assert.ThrowsAsync<InvalidStateException>(scene.Handler.GetTransportStatsAsync);
    }

    [Fact]
    public async Task The_wrong_direction_and_unknown_tracks_are_refused()
    {
        HandlerScene scene = Sending("chromium-produce-video-vp8");

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Handler.ReceiveAsync([]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Handler.PauseSendingAsync("7"));
        Assert.Contains("\"bundlePolicy\":\"max-bundle\"", scene.Configuration, StringComparison.Ordinal);
        Assert.Equal("transport", Assert.Single(await scene.Handler.GetTransportStatsAsync()).Type);
    }

    private static HandlerScene Sending(string fixture, BrowserProfile? profile = null, DtlsRole? role = null) => new(
        "chromium", TransportDirection.Send, BrowserFixture.Read(fixture).GetProperty("offerSdp").GetString()!, profile: profile, role: role);

    private static HandlerSendOptions Video(params string[] encodings) => new()
    {
        Track = new TestTrack("track", MediaKind.Video),
        Encodings = [.. encodings.Select(_ => new RtpEncodingParameters { Active = true })],
    };

    private static List<RtpEncodingParameters>? Encodings(JsonElement fixture)
    {
        if (!fixture.GetProperty("options").TryGetProperty("encodings", out JsonElement encodings))
        {
            return null;
        }

        List<RtpEncodingParameters> list = [.. encodings.EnumerateArray().Select(OrtcJson.Deserialize<RtpEncodingParameters>)];
        list.ForEach(encoding => encoding.Active ??= true);
        return list;
    }

    private static RtpCodecCapability? Codec(string browser, string name, JsonElement fixture)
    {
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(
            ExpectedDescriptions.Capabilities(browser, fixture.GetProperty("offerSdp").GetString()!), BrowserFixture.RouterCapabilities(browser));
        int payloadType = ExpectedDescriptions.Answers.GetProperty(name).GetProperty("codecPayloadType").GetInt32();
        return ClientNegotiation.GetSendRtpCapabilities(extended).Codecs.Find(codec => codec.PreferredPayloadType == payloadType);
    }
}
