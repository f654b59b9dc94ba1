using System.Text.Json;
using Tureen.Client;
using Tureen.Client.Testing;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Transports;

public sealed class ConsumeTests
{
    [Theory]
    [InlineData("audio/opus", MediaKind.Audio)]
    [InlineData("video/VP8", MediaKind.Video)]
    public async Task R030_A_consumer_has_what_the_server_sent(string mimeType, MediaKind kind)
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.ConsumerOptions options = FakeParameters.ConsumerOptions(mimeType, new() { ["bar"] = "BAR" });
        string given = OrtcJson.Serialize(options.RtpParameters!);
        List<Tureen.Client.Consumer> seen = [];
        call.Recv.Observer.OnNewConsumer += seen.Add;

        Tureen.Client.Consumer consumer = await call.Recv.ConsumeAsync(options);
        await call.ConsumeAsync();

        Assert.Equal(["recv Client"], call.Connects);
        Assert.Equal((options.Id, options.ProducerId, kind), (consumer.Id, consumer.ProducerId, consumer.Kind));
        Assert.Same(consumer, seen[0]);
        Assert.False(consumer.Paused);
        Assert.Equal("BAR", consumer.AppData["bar"]);
        RtpParameters parameters = consumer.RtpParameters;
        Assert.Null(parameters.Mid);
        Assert.All(parameters.Codecs.SelectMany(codec => codec.RtcpFeedback), feedback => Assert.NotNull(feedback.Parameter));
        Assert.All(parameters.Encodings, encoding => Assert.False(encoding.Dtx));
        Assert.Equal(options.RtpParameters!.Codecs.Select(codec => codec.PayloadType), parameters.Codecs.Select(codec => codec.PayloadType));
        Assert.Equal(given, OrtcJson.Serialize(options.RtpParameters));
    }

    [Fact]
    public Task R031_What_is_consumed_in_one_turn_is_negotiated_at_once() => OneThread.RunAsync(async () =>
    {
        FakeCall call = await FakeCall.StartAsync();
        Task<Tureen.Client.Consumer> first = call.ConsumeAsync();
        Task<Tureen.Client.Consumer> second = call.ConsumeAsync();
        await Task.WhenAll(first, second);

        Assert.Equal(1, ((FakeHandler)call.Recv.Handler).ReceiveCalls);
        Assert.Equal(1, call.Recv.Queue.Begun);
    });

    [Fact]
    public async Task R032_R033_Options_that_lack_something_are_refused()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.ConsumerOptions all = FakeParameters.ConsumerOptions("audio/opus");

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeAsync(new()));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeAsync(new() { Id = "1" }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeAsync(new() { Id = "1", ProducerId = "2" }));
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => call.Recv.ConsumeAsync(new() { Id = "1", ProducerId = "2", RtpParameters = all.RtpParameters }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeAsync(new() { Id = "1", ProducerId = "2", Kind = MediaKind.Audio }));
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => call.Recv.ConsumeAsync(new() { ProducerId = "2", Kind = MediaKind.Audio, RtpParameters = all.RtpParameters }));
    }

    [Theory]
    [InlineData("""{"id":"1","producerId":"2","kind":"chicken"}""")]
    [InlineData("""{"id":7}""")]
    [InlineData("\"x\"")]
    public void What_a_server_sends_about_a_consumer_must_have_the_right_shape(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Throws<MediasoupTypeException>(() => Tureen.Client.ConsumerOptions.FromJson(document.RootElement));
    }

    [Fact]
    public async Task R034_A_transport_for_sending_does_not_consume()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<UnsupportedException>(() => call.Send.ConsumeAsync(FakeParameters.ConsumerOptions("audio/opus")));
    }

    [Fact]
    public async Task R035_A_codec_that_cannot_be_received_is_refused()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<UnsupportedException>(() => call.ConsumeAsync("audio/ISAC"));
    }

    [Fact]
    public async Task R036_The_application_s_data_of_a_consumer_is_not_null()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.ConsumerOptions all = FakeParameters.ConsumerOptions("audio/opus");

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeAsync(
            new() { Id = "1", ProducerId = "2", Kind = MediaKind.Audio, RtpParameters = all.RtpParameters, AppData = null! }));
    }

    [Fact]
    public async Task With_the_first_video_come_bandwidth_probes()
    {
        FakeCall call = await FakeCall.StartAsync();
        await call.ConsumeAsync("video/VP8");
        await call.ConsumeAsync("video/H264").ContinueWith(_ => { }, TaskScheduler.Default);
        await call.ConsumeAsync("video/VP8");

        // The probes are asked for once, after the first video.
        Assert.Equal(3, ((FakeHandler)call.Recv.Handler).ReceiveCalls);
    }

    [Fact]
    public async Task R040_A_data_consumer_has_what_the_server_sent()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.DataConsumerOptions options = FakeParameters.DataConsumerOptions(new() { ["bar"] = "BAR" });

        Tureen.Client.DataConsumer dataConsumer = await call.Recv.ConsumeDataAsync(options);

        Assert.Equal((options.Id, options.DataProducerId), (dataConsumer.Id, dataConsumer.DataProducerId));
        Assert.Equal("""{"streamId":666,"ordered":false,"maxPacketLifeTime":5000}""", OrtcJson.Serialize(dataConsumer.SctpStreamParameters));
        Assert.Equal("BAR", dataConsumer.AppData["bar"]);
        Assert.Equal(DataBinaryType.ArrayBuffer, dataConsumer.BinaryType);
        Assert.Equal(262_144, call.Recv.GetDataChannelMaxMessageSize());
    }

    [Fact]
    public async Task R041_R042_Options_of_data_that_lack_something_are_refused()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeDataAsync(new()));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeDataAsync(new() { Id = "1" }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeDataAsync(new() { Id = "1", DataProducerId = "2" }));
    }

    [Fact]
    public async Task R043_A_transport_for_sending_does_not_consume_data()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<UnsupportedException>(() => call.Send.ConsumeDataAsync(FakeParameters.DataConsumerOptions()));
    }

    [Fact]
    public async Task R044_The_application_s_data_of_a_data_consumer_is_not_null()
    {
        FakeCall call = await FakeCall.StartAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Recv.ConsumeDataAsync(
            new() { Id = "1", DataProducerId = "2", SctpStreamParameters = new() { StreamId = 1 }, AppData = null! }));
    }
}
