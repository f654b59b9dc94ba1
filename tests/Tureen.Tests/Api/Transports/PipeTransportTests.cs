using Tureen.Ortc;

namespace Tureen.Tests.Api.Transports;

public sealed class PipeTransportTests
{
    private static readonly TransportListenInfo Loopback = new() { Ip = "127.0.0.1" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_routers_are_joined_and_all_streams_cross(bool enableSrtp)
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        PipeTransport here = await scene.Router.CreatePipeTransportAsync(new() { ListenInfo = Loopback, EnableSrtp = enableSrtp, EnableRtx = true });
        PipeTransport there = await other.Router.CreatePipeTransportAsync(new() { ListenInfo = Loopback, EnableSrtp = enableSrtp, EnableRtx = true });
        Assert.Equal(enableSrtp ? 60 : null, here.SrtpParameters?.KeyBase64.Length);
        await here.ConnectAsync(To(there));
        await there.ConnectAsync(To(here));
        Assert.Equal(there.Tuple.LocalPort, here.Tuple.RemotePort);

        WebRtcTransport source = await scene.Router.CreateWebRtcTransportAsync(new() { ListenInfos = [Loopback] });
        Producer producer = await source.ProduceAsync(Scene.AudioOptions());
        Consumer pipe = await here.ConsumeAsync(producer.Id, new() { ["foo"] = "bar" });
        Assert.Equal((ConsumerType.Pipe, null, "bar"), (pipe.Type, pipe.RtpParameters.Mid, pipe.AppData["foo"]));
        Assert.Equal((10, 10), (pipe.Score.Score, pipe.Score.ProducerScore));
        Producer piped = await there.ProduceAsync(new() { Id = producer.Id, Kind = pipe.Kind, RtpParameters = pipe.RtpParameters });
        Assert.Equal(producer.Id, piped.Id);
        Assert.Equal(pipe.RtpParameters.Rtcp.Cname, piped.RtpParameters.Rtcp.Cname);
        ConsumerDump dump = await pipe.DumpAsync();
        Assert.Null(dump.RtpStream);
        Assert.Single(dump.RtpStreams!);
        Assert.True((await here.DumpAsync()).Rtx);
    }

    [Fact]
    public async Task Wrong_options_are_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreatePipeTransportAsync(new()));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreatePipeTransportAsync(
            new() { ListenInfo = Loopback with { Protocol = TransportProtocol.Tcp } }));
        PipeTransport pipe = await scene.Router.CreatePipeTransportAsync(new() { ListenInfo = Loopback, EnableSrtp = true });
        await Assert.ThrowsAsync<MediasoupTypeException>(() => pipe.ConnectAsync(new()));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => pipe.ConnectAsync(new() { Ip = "127.0.0.1", Port = 9 }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => pipe.ConnectAsync(new()
        {
            Ip = "127.0.0.1",
            Port = 9,
            SrtpParameters = new() { CryptoSuite = SrtpCryptoSuite.AeadAes128Gcm, KeyBase64 = Convert.ToBase64String(new byte[28]) },
        }));
        await pipe.ConnectAsync(new() { Ip = "127.0.0.1", Port = 9, SrtpParameters = pipe.SrtpParameters });
        await Assert.ThrowsAsync<MediasoupException>(
            () => pipe.ConnectAsync(new() { Ip = "127.0.0.1", Port = 9, SrtpParameters = pipe.SrtpParameters }));
        await Assert.ThrowsAsync<NotFoundException>(() => pipe.ConsumeAsync("nobody"));
    }

    private static PipeTransportConnectOptions To(PipeTransport other) => new()
    {
        Ip = other.Tuple.LocalAddress,
        Port = other.Tuple.LocalPort,
        SrtpParameters = other.SrtpParameters,
    };
}
