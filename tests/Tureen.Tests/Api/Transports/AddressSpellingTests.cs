using Tureen.Ortc;

namespace Tureen.Tests.Api.Transports;

/// <summary>Addresses in unusual spellings, and nulls past the annotations: a type error with the field and the value.</summary>
public sealed class AddressSpellingTests
{
    [Theory]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("127.1")]
    [InlineData("[::1]")]
    [InlineData("::1/128")]
    [InlineData("127.0.0.1 ")]
    public async Task An_unusual_spelling_is_refused_wherever_an_address_is_given(string ip)
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = new() { Ip = "127.0.0.1" } });
        Func<Task>[] calls =
        [
            () => scene.Router.CreateWebRtcTransportAsync(new() { ListenInfos = [new() { Ip = ip }] }),
            () => scene.Router.CreatePlainTransportAsync(new() { ListenInfo = new() { Ip = ip } }),
            () => scene.Router.CreatePipeTransportAsync(new() { ListenInfo = new() { Ip = ip } }),
            () => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [new() { Ip = ip }] }),
            () => plain.ConnectAsync(new() { Ip = ip, Port = 5000 }),
        ];
        foreach (Func<Task> call in calls)
        {
            MediasoupTypeException error = await Assert.ThrowsAsync<MediasoupTypeException>(call);
            Assert.Contains($"'{ip}'", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("1.2.3.4\r\na=x")]
    [InlineData("http://host")]
    public async Task An_announced_address_that_is_no_host_is_refused(string announced)
    {
        await using Scene scene = await Scene.CreateAsync();

        MediasoupTypeException error = await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreateWebRtcTransportAsync(
            new() { ListenInfos = [new() { Ip = "127.0.0.1", AnnouncedAddress = announced }] }));

        Assert.Contains("announcedAddress", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nulls_past_the_annotations_are_type_errors()
    {
        await using Scene scene = await Scene.CreateAsync();
        Router router = scene.Router;
        PlainTransport plain = await router.CreatePlainTransportAsync(new() { ListenInfo = new() { Ip = "127.0.0.1" } });
        WebRtcTransport web = await scene.CreateTransportAsync();
        DirectTransport direct = await router.CreateDirectTransportAsync();
        DataProducer data = await direct.ProduceDataAsync();
        Func<Task>[] calls =
        [
            () => router.CreateWebRtcTransportAsync(null!),
            () => router.CreateWebRtcTransportAsync(new() { ListenInfos = [null!] }),
            () => router.CreateWebRtcTransportAsync(new() { ListenInfos = [new() { Ip = null! }] }),
            () => router.CreateWebRtcTransportAsync(new() { ListenIps = [null!] }),
            () => router.CreateWebRtcTransportAsync(new() { ListenIps = [new(null!)] }),
            () => router.CreatePlainTransportAsync(null!),
            () => router.CreatePlainTransportAsync(new() { ListenInfo = new() { Ip = null! } }),
            () => router.CreatePipeTransportAsync(null!),
            () => router.PipeToRouterAsync(null!),
            () => router.PipeToRouterAsync(new() { Router = null!, ProducerId = "x" }),
            () => scene.Worker.CreateRouterAsync(new RouterOptions { MediaCodecs = [null!] }),
            () => scene.Worker.CreateRouterAsync(new RouterOptions { MediaCodecs = [new() { Kind = MediaKind.Audio, MimeType = null!, ClockRate = 1 }] }),
            () => scene.Worker.CreateWebRtcServerAsync(null!),
            () => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = null! }),
            () => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [null!] }),
            () => plain.ConnectAsync(null!),
            () => web.ConnectAsync(null!),
            () => web.ConnectAsync(new DtlsParameters { Fingerprints = null! }),
            () => web.ConnectAsync(new DtlsParameters { Fingerprints = [null!] }),
            () => web.ConnectAsync(new DtlsParameters { Fingerprints = [new() { Algorithm = FingerprintAlgorithm.Sha256, Value = null! }] }),
            () => web.ProduceAsync(null!),
            () => web.ProduceAsync(new() { Kind = MediaKind.Audio, RtpParameters = null! }),
            () => web.ProduceAsync(new() { Kind = MediaKind.Audio, RtpParameters = new() { Codecs = null! } }),
            () => web.ProduceAsync(new() { Kind = MediaKind.Audio, RtpParameters = new() { Codecs = [null!] } }),
            () => web.ConsumeAsync(null!),
            () => web.ConsumeAsync(new() { ProducerId = null!, RtpCapabilities = scene.PeerCapabilities() }),
            () => web.ProduceDataAsync(new() { Label = null! }),
            () => direct.ProduceDataAsync(new() { Protocol = null! }),
            () => direct.ConsumeDataAsync(null!),
            () => direct.ConsumeDataAsync(new() { DataProducerId = null! }),
            () => direct.ConsumeDataAsync(new() { DataProducerId = data.Id, Subchannels = null! }),
        ];
        foreach ((int index, Func<Task> call) in calls.Index())
        {
            Exception? error = await Record.ExceptionAsync(call);
            Assert.True(error is MediasoupTypeException, $"call {index}: {error?.ToString() ?? "no error"}");
        }

        Assert.False(router.CanConsume(null!, scene.PeerCapabilities()));
        Assert.False(router.CanConsume(data.Id, new() { Codecs = [null!] }));
    }
}
