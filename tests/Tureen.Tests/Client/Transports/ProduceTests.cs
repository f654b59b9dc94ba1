using Tureen.Client;
using Tureen.Client.Testing;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Transports;

public sealed class ProduceTests
{
    [Fact]
    public async Task R024_Producing_needs_somebody_who_has_the_server_produce()
    {
        FakeCall call = await FakeCall.StartAsync();
        call.Send.OnProduce = null;

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.ProduceAsync(FakeCall.Audio()));
    }

    [Fact]
    public async Task R025_Audio_is_produced_with_its_own_codec_alone()
    {
        FakeCall call = await FakeCall.StartAsync();
        List<Tureen.Client.Producer> seen = [];
        call.Send.Observer.OnNewProducer += seen.Add;
        FakeMediaStreamTrack track = FakeCall.Audio(isEnabled: false);

        Tureen.Client.Producer producer = await call.Send.ProduceAsync(new() { Track = track, AppData = new() { ["foo"] = "FOO" } });
        await call.ProduceAsync(FakeCall.Audio());

        Assert.Equal(["send Server"], call.Connects);
        Assert.Equal(2, call.Produced.Count);
        Assert.Equal(MediaKind.Audio, call.Produced[0].Kind);
        Assert.Equal("FOO", call.Produced[0].AppData["foo"]);
        Assert.Same(producer, seen[0]);
        Assert.Same(track, producer.Track);
        Assert.True(producer.Paused);
        Assert.Null(producer.MaxSpatialLayer);
        Assert.Equal("FOO", producer.AppData["foo"]);
        RtpParameters parameters = producer.RtpParameters;
        RtpCodecParameters codec = Assert.Single(parameters.Codecs);
        Assert.Equal(("audio/opus", 111, 48000, 2), (codec.MimeType, codec.PayloadType, codec.ClockRate, codec.Channels));
        Assert.Equal("transport-cc", Assert.Single(codec.RtcpFeedback).Type);
        Assert.Equal([1, 10], parameters.HeaderExtensions.Select(extension => extension.Id));
        RtpEncodingParameters encoding = Assert.Single(parameters.Encodings);
        Assert.Equal($$"""{"ssrc":{{encoding.Ssrc}},"dtx":false}""", OrtcJson.Serialize(encoding));
        Assert.StartsWith("CNAME-", parameters.Rtcp.Cname, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R025_Video_is_produced_with_the_codec_and_the_encodings_asked_for()
    {
        FakeCall call = await FakeCall.StartAsync();
        RtpCodecCapability vp9 = call.Device.SendRtpCapabilities.Codecs.Find(codec => codec.MimeType == "video/VP9")!;

        Tureen.Client.Producer producer = await call.Send.ProduceAsync(new()
        {
            Track = new FakeMediaStreamTrack(MediaKind.Video) { Enabled = false },
            Codec = vp9,
            Encodings = [new() { MaxBitrate = 111, Rid = "dropped", Ssrc = 9 }, new() { MaxBitrate = 222, Active = false }],
            DisableTrackOnPause = false,
        });

        Assert.False(producer.Paused);
        RtpParameters parameters = producer.RtpParameters;
        Assert.Equal([98, 99], parameters.Codecs.Select(codec => codec.PayloadType));
        Assert.Equal(98, parameters.Codecs[1].AssociatedPayloadType);
        Assert.Equal([1, 3, 5, 4], parameters.HeaderExtensions.Select(extension => extension.Id));
        Assert.All(parameters.Encodings, encoding => Assert.NotNull(encoding.Rtx));
        Assert.All(parameters.Encodings, encoding => Assert.Null(encoding.Rid));
        Assert.Equal([true, false], parameters.Encodings.Select(encoding => encoding.Active));
        Assert.Equal([111, 222], parameters.Encodings.Select(encoding => encoding.MaxBitrate));
    }

    [Fact]
    public async Task A_producer_belongs_to_the_stream_that_was_asked_for()
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack track = FakeCall.Audio();

        Tureen.Client.Producer producer = await call.Send.ProduceAsync(new() { Track = track, StreamId = "mine" });

        Assert.Equal($"mine {track.Id}", producer.RtpParameters.Msid);
    }

    [Fact]
    public async Task R026_Producing_needs_a_track()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.ProduceAsync(new()));
    }

    [Fact]
    public async Task R027_A_transport_for_receiving_does_not_produce()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<UnsupportedException>(() => call.Recv.ProduceAsync(new() { Track = FakeCall.Audio() }));
    }

    [Fact]
    public async Task R028_A_track_that_has_ended_is_not_produced()
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack track = FakeCall.Audio();
        track.Stop();

        await Assert.ThrowsAsync<InvalidStateException>(() => call.ProduceAsync(track));
    }

    [Fact]
    public async Task R029_The_application_s_data_is_not_null()
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack track = FakeCall.Audio();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.ProduceAsync(new() { Track = track, AppData = null! }));
        Assert.Equal(MediaStreamTrackState.Live, track.ReadyState);
    }

    [Fact]
    public async Task When_the_server_does_not_connect_the_next_thing_asks_again()
    {
        FakeCall call = await FakeCall.StartAsync();
        Func<DtlsParameters, Task> connect = call.Send.OnConnect!;
        call.Send.OnConnect = _ => throw new InvalidOperationException("no");
        FakeMediaStreamTrack track = FakeCall.Audio();

        await Assert.ThrowsAsync<InvalidOperationException>(() => call.ProduceAsync(track));
        call.Send.OnConnect = connect;
        await call.ProduceAsync(FakeCall.Audio());

        Assert.Equal(MediaStreamTrackState.Ended, track.ReadyState);
        Assert.Equal(["send Server"], call.Connects);
    }

    [Fact]
    public async Task What_the_server_refuses_is_not_sent()
    {
        FakeCall call = await FakeCall.StartAsync();
        call.Send.OnProduce = _ => Task.FromException<string>(new NotFoundException("no"));

        await Assert.ThrowsAsync<NotFoundException>(() => call.ProduceAsync(FakeCall.Audio()));

        await Assert.ThrowsAsync<MediasoupException>(() => call.Send.Handler.GetSenderStatsAsync("1"));
    }

    [Fact]
    public async Task A_codec_that_nobody_has_is_refused()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.ProduceAsync(new()
        {
            Track = FakeCall.Video(),
            Codec = new RtpCodecCapability { MimeType = "video/H264", ClockRate = 90000 },
        }));
    }

    [Fact]
    public async Task R037_Data_is_produced_unordered_when_there_is_a_limit()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.DataProducer dataProducer = await call.Send.ProduceDataAsync(new()
        {
            MaxPacketLifeTime = 5555,
            Label = "LABEL",
            Protocol = "PROTOCOL",
            AppData = new() { ["foo"] = "FOO" },
        });

        Assert.Equal("""{"streamId":1,"ordered":false,"maxPacketLifeTime":5555}""", OrtcJson.Serialize(dataProducer.SctpStreamParameters));
        Assert.Equal(("LABEL", "PROTOCOL"), (dataProducer.Label, dataProducer.Protocol));
        ProduceDataRequest request = Assert.Single(call.DataProduced);
        Assert.Equal(("LABEL", "PROTOCOL"), (request.Label, request.Protocol));
        Assert.Equal("FOO", dataProducer.AppData["foo"]);
        Assert.Equal(500_000, call.Send.GetDataChannelMaxMessageSize());
    }

    [Fact]
    public async Task Two_limits_of_a_data_channel_are_refused()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.ProduceDataAsync(new() { MaxPacketLifeTime = 1, MaxRetransmits = 1 }));
    }

    [Fact]
    public async Task R038_A_transport_for_receiving_does_not_produce_data()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<UnsupportedException>(() => call.Recv.ProduceDataAsync());
    }

    [Fact]
    public async Task R039_The_application_s_data_of_a_data_producer_is_not_null()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.ProduceDataAsync(new() { AppData = null! }));
    }

    [Fact]
    public async Task Without_SCTP_there_is_no_data()
    {
        Device device = await FakeCall.LoadedDeviceAsync();
        TransportOptions all = FakeParameters.TransportOptions();
        Tureen.Client.Transport transport = device.CreateSendTransport(
            new() { Id = "1", IceParameters = all.IceParameters, IceCandidates = all.IceCandidates, DtlsParameters = all.DtlsParameters });

        await Assert.ThrowsAsync<UnsupportedException>(() => transport.ProduceDataAsync());
    }
}
