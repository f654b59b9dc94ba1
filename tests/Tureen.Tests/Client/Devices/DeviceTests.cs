using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Testing;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Devices;

public sealed class DeviceTests
{
    [Fact]
    public void R002_Outside_a_browser_no_handler_is_detected() => Assert.Null(DeviceDetection.Detect(identity: null));

    [Fact]
    public void R003_A_device_without_a_handler_is_not_supported() => Assert.Throws<UnsupportedException>(() => new Device());

    [Fact]
    public void R004_An_unknown_name_of_a_handler_is_refused() =>
        Assert.Throws<MediasoupTypeException>(() => new Device(new DeviceOptions { HandlerName = (BuiltinHandlerName)99 }));

    [Fact]
    public void A_name_and_a_factory_together_are_refused() => Assert.Throws<MediasoupTypeException>(
        () => new Device(new DeviceOptions { HandlerName = BuiltinHandlerName.Chrome111, HandlerFactory = new FakeHandlerFactory() }));

    [Fact]
    public Task A_device_that_cannot_be_made_fails_its_task() => Assert.ThrowsAsync<UnsupportedException>(() => Device.CreateAsync());

    [Fact]
    public void The_platform_gives_the_handler_that_was_detected_or_asked_for()
    {
        var platform = new FakePlatform(BuiltinHandlerName.Chrome111, "Mozilla/5.0 Chrome/140.0.0.0 Safari/537.36");
        Dictionary<string, bool> forced = new() { ["urn:x"] = true };

        Assert.Equal("FakeHandler", new Device(new DeviceOptions { Platform = platform, ForcedRtpExtensions = forced }).HandlerName);
        Assert.Same(forced, platform.ForcedRtpExtensions);
        Assert.Throws<UnsupportedException>(() => new Device(new DeviceOptions { Platform = platform, HandlerName = BuiltinHandlerName.Safari12 }));
    }

    [Fact]
    public void R005_A_device_takes_the_handlers_of_a_factory()
    {
        Device device = FakeCall.NewDevice();

        Assert.Equal("FakeHandler", device.HandlerName);
        Assert.False(device.Loaded);
    }

    [Fact]
    public void R006_Before_load_there_are_no_capabilities() =>
        Assert.Throws<InvalidStateException>(() => FakeCall.NewDevice().RtpCapabilities);

    [Fact]
    public void R007_Before_load_there_are_no_capabilities_for_receiving() =>
        Assert.Throws<InvalidStateException>(() => FakeCall.NewDevice().RecvRtpCapabilities);

    [Fact]
    public void R008_Before_load_there_are_no_capabilities_for_sending() =>
        Assert.Throws<InvalidStateException>(() => FakeCall.NewDevice().SendRtpCapabilities);

    [Fact]
    public void R009_Before_load_nobody_knows_what_can_be_produced() =>
        Assert.Throws<InvalidStateException>(() => FakeCall.NewDevice().CanProduce(MediaKind.Audio));

    [Fact]
    public void R010_Before_load_no_transport_can_be_made() =>
        Assert.Throws<InvalidStateException>(() => FakeCall.NewDevice().CreateSendTransport(FakeParameters.TransportOptions()));

    [Fact]
    public Task R011_Load_needs_the_capabilities_of_the_router() =>
        Assert.ThrowsAsync<MediasoupTypeException>(() => FakeCall.NewDevice().LoadAsync(routerRtpCapabilities: null));

    [Fact]
    public async Task R012_Load_refuses_codecs_without_a_media_type_and_may_be_tried_again()
    {
        Device device = FakeCall.NewDevice();
        RtpCapabilities router = FakeParameters.RouterRtpCapabilities();
        router.Codecs[0].MimeType = "";

        await Assert.ThrowsAsync<MediasoupTypeException>(() => device.LoadAsync(router));
        Assert.False(device.Loaded);
        await device.LoadAsync(FakeParameters.RouterRtpCapabilities());
        Assert.True(device.Loaded);
    }

    [Fact]
    public async Task R013_Load_learns_what_is_in_common_and_leaves_what_it_was_given()
    {
        Device device = FakeCall.NewDevice();
        RtpCapabilities router = FakeParameters.RouterRtpCapabilities();
        string before = OrtcJson.Serialize(router);

        await device.LoadAsync(router);

        Assert.True(device.Loaded);
        Assert.Equal(before, OrtcJson.Serialize(router));
    }

    [Fact]
    public async Task R014_A_device_is_loaded_once()
    {
        Device device = await FakeCall.LoadedDeviceAsync();

        await Assert.ThrowsAsync<InvalidStateException>(() => device.LoadAsync(FakeParameters.RouterRtpCapabilities()));
    }

    [Fact]
    public async Task R015_R016_The_capabilities_for_receiving_have_two_names_and_the_router_s_numbers()
    {
        Device device = await FakeCall.LoadedDeviceAsync();

        Assert.Equal(OrtcJson.Serialize(device.RtpCapabilities), OrtcJson.Serialize(device.RecvRtpCapabilities));
        Assert.Equal([100, 101, 102, 105, 106], device.RecvRtpCapabilities.Codecs.Select(codec => codec.PreferredPayloadType));
    }

    [Fact]
    public async Task R017_The_capabilities_for_sending_have_the_client_s_numbers()
    {
        Device device = await FakeCall.LoadedDeviceAsync();

        Assert.Equal([111, 96, 97, 98, 99], device.SendRtpCapabilities.Codecs.Select(codec => codec.PreferredPayloadType));
    }

    [Fact]
    public async Task R018_Audio_and_video_can_be_produced()
    {
        Device device = await FakeCall.LoadedDeviceAsync();

        Assert.True(device.CanProduce(MediaKind.Audio));
        Assert.True(device.CanProduce(MediaKind.Video));
    }

    [Theory]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public async Task R018_A_kind_that_the_router_has_no_codec_for_cannot_be_produced(MediaKind kind)
    {
        RtpCapabilities router = FakeParameters.RouterRtpCapabilities();
        router.Codecs.RemoveAll(codec => codec.Kind == kind);
        Device device = FakeCall.NewDevice();
        Assert.Throws<InvalidStateException>(() => device.CanProduce(kind));

        await device.LoadAsync(router);

        Assert.Equal((kind != MediaKind.Audio, kind != MediaKind.Video), (device.CanProduce(MediaKind.Audio), device.CanProduce(MediaKind.Video)));
    }

    [Fact]
    public async Task R019_Chicken_cannot_be_asked_for()
    {
        Device device = await FakeCall.LoadedDeviceAsync();

        Assert.Throws<MediasoupTypeException>(() => device.CanProduce((MediaKind)99));
    }

    [Fact]
    public async Task The_order_of_codecs_for_sending_follows_the_client_when_asked()
    {
        Device device = FakeCall.NewDevice();
        RtpCapabilities router = FakeParameters.RouterRtpCapabilities();
        router.Codecs.Reverse(1, router.Codecs.Count - 1);

        await device.LoadAsync(router, preferLocalCodecsOrder: true);

        Assert.Equal("video/VP8", device.SendRtpCapabilities.Codecs[1].MimeType);
        Assert.Equal("video/VP9", device.RecvRtpCapabilities.Codecs[1].MimeType);
    }

    [Fact]
    public async Task Older_servers_get_1024_streams_each_way()
    {
        Device device = await FakeCall.LoadedDeviceAsync();

        Assert.Equal("""{"numStreams":{"OS":1024,"MIS":1024}}""", OrtcJson.Serialize(device.SctpCapabilities));
    }

    [Theory]
    [InlineData(TransportDirection.Send, "R020_")]
    [InlineData(TransportDirection.Recv, "R021_")]
    public async Task R020_R021_A_transport_has_what_it_was_made_with(TransportDirection direction, string name)
    {
        Device device = await FakeCall.LoadedDeviceAsync();
        List<Tureen.Client.Transport> seen = [];
        device.Observer.OnNewTransport += seen.Add;
        TransportOptions options = FakeParameters.TransportOptions(new() { ["name"] = name });

        Tureen.Client.Transport transport = direction == TransportDirection.Send ? device.CreateSendTransport(options) : device.CreateRecvTransport(options);

        Assert.Equal(options.Id, transport.Id);
        Assert.False(transport.Closed);
        Assert.Equal(direction, transport.Direction);
        Assert.IsType<FakeHandler>(transport.Handler);
        Assert.Equal(IceGatheringState.New, transport.IceGatheringState);
        Assert.Equal(ConnectionState.New, transport.ConnectionState);
        Assert.Equal(name, transport.AppData["name"]);
        Assert.Equal([transport], seen);
    }

    [Fact]
    public async Task R022_A_transport_needs_all_that_the_server_sent()
    {
        Device device = await FakeCall.LoadedDeviceAsync();
        TransportOptions all = FakeParameters.TransportOptions();

        Assert.Throws<MediasoupTypeException>(() => device.CreateSendTransport(
            new() { IceParameters = all.IceParameters, IceCandidates = all.IceCandidates, DtlsParameters = all.DtlsParameters }));
        Assert.Throws<MediasoupTypeException>(() => device.CreateSendTransport(
            new() { Id = "1", IceCandidates = all.IceCandidates, DtlsParameters = all.DtlsParameters }));
        Assert.Throws<MediasoupTypeException>(() => device.CreateRecvTransport(
            new() { Id = "1", IceParameters = all.IceParameters, DtlsParameters = all.DtlsParameters }));
        Assert.Throws<MediasoupTypeException>(() => device.CreateSendTransport(
            new() { Id = "1", IceParameters = all.IceParameters, IceCandidates = all.IceCandidates }));
    }

    [Theory]
    [InlineData("id", "1")]
    [InlineData("id", "[]")]
    [InlineData("iceParameters", "7")]
    [InlineData("iceParameters", """{"usernameFragment":1,"password":"b"}""")]
    [InlineData("iceCandidates", "{}")]
    [InlineData("iceCandidates", "[7]")]
    [InlineData("dtlsParameters", """{"role":"boss","fingerprints":[]}""")]
    [InlineData("dtlsParameters", """{"role":"auto","fingerprints":7}""")]
    [InlineData("sctpParameters", "7")]
    [InlineData("sctpParameters", """{"port":"5000"}""")]
    [InlineData("appData", "1234")]
    public async Task R023_What_the_server_sent_must_have_the_right_shape(string field, string value)
    {
        Device device = await FakeCall.LoadedDeviceAsync();
        JsonObject sent = CompleteOptions();
        device.CreateSendTransport(TransportOptions.FromJson(sent.Deserialize<JsonElement>()));

        sent[field] = JsonNode.Parse(value);

        Assert.Throws<MediasoupTypeException>(() => TransportOptions.FromJson(sent.Deserialize<JsonElement>()));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("iceParameters")]
    [InlineData("iceCandidates")]
    [InlineData("dtlsParameters")]
    public async Task R023_What_the_server_must_send_is_missed(string field)
    {
        Device device = await FakeCall.LoadedDeviceAsync();
        JsonObject sent = CompleteOptions();
        sent.Remove(field);

        MediasoupTypeException error = Assert.Throws<MediasoupTypeException>(
            () => device.CreateSendTransport(TransportOptions.FromJson(sent.Deserialize<JsonElement>())));

        Assert.Equal($"missing {field}", error.Message);
    }

    [Fact]
    public async Task R023_Data_of_the_application_must_be_given()
    {
        Device device = await FakeCall.LoadedDeviceAsync();
        TransportOptions all = FakeParameters.TransportOptions();

        Assert.Throws<MediasoupTypeException>(() => device.CreateSendTransport(new()
        {
            Id = all.Id,
            IceParameters = all.IceParameters,
            IceCandidates = all.IceCandidates,
            DtlsParameters = all.DtlsParameters,
            AppData = null!,
        }));
    }

    private static JsonObject CompleteOptions()
    {
        TransportOptions all = FakeParameters.TransportOptions();
        return new JsonObject
        {
            ["id"] = all.Id,
            ["iceParameters"] = JsonSerializer.SerializeToNode(all.IceParameters),
            ["iceCandidates"] = JsonSerializer.SerializeToNode(all.IceCandidates),
            ["dtlsParameters"] = JsonSerializer.SerializeToNode(all.DtlsParameters),
            ["sctpParameters"] = JsonSerializer.SerializeToNode(all.SctpParameters),
            ["appData"] = new JsonObject(),
        };
    }
}
