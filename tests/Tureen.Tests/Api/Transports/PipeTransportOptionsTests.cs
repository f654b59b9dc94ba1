using System.Net;
using System.Net.Sockets;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Transports;

/// <summary>Pipe transports that the application connects itself.</summary>
public sealed class PipeTransportOptionsTests
{
    private const string Key60 = "YTdjcDBvY2JoMGY5YXNlNDc0eDJsdGgwaWRvNnJsamRrdG16aWVpZHphdHo=";

    private static readonly TransportListenInfo Loopback = new() { Ip = "127.0.0.1" };

    [Fact]
    public async Task H05_Wrong_options_are_type_errors()
    {
        await using Scene scene = await Scene.CreateAsync();
        foreach (PipeTransportOptions wrong in new PipeTransportOptions[]
        {
            new(),
            new() { ListenInfo = Loopback, ListenIp = new TransportListenIp("127.0.0.1") },
            new() { ListenInfo = Loopback with { PortRange = new(4000, 3000) } },
            new() { ListenInfo = Loopback with { Ip = "chicken" } },
            new() { ListenInfo = Loopback with { Protocol = TransportProtocol.Tcp } },
        })
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreatePipeTransportAsync(wrong));
        }
    }

    [Fact]
    public async Task H06_With_rtx_enabled_the_consumer_has_nack_and_rtx()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions
        {
            MediaCodecs =
            [
                new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48000, Channels = 2 },
                new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90000 },
            ],
        });
        WebRtcTransport source = await router.CreateWebRtcTransportAsync(new() { ListenInfos = [Loopback] });
        PipeTransport pipe = await router.CreatePipeTransportAsync(new() { ListenInfo = Loopback, EnableRtx = true });
        Producer producer = await source.ProduceAsync(Vp8Options());

        Consumer consumer = await pipe.ConsumeAsync(producer.Id);

        Assert.Equal((ConsumerType.Pipe, null), (consumer.Type, consumer.RtpParameters.Mid));
        Assert.Equal(
            ["video/VP8 101", "video/rtx 102"], consumer.RtpParameters.Codecs.Select(static codec => $"{codec.MimeType} {codec.PayloadType}"));
        Assert.Equal(
            ["nack ", "nack pli", "ccm fir"],
            consumer.RtpParameters.Codecs[0].RtcpFeedback.Select(static feedback => $"{feedback.Type} {feedback.Parameter}"));
        Assert.Equal(101, consumer.RtpParameters.Codecs[1].Parameters["apt"]);
        Assert.Equal((10, 10), (consumer.Score.Score, consumer.Score.ProducerScore));
        Assert.Empty(consumer.Score.ProducerScores);
    }

    [Fact]
    public async Task H07_With_srtp_enabled_it_connects_by_a_key()
    {
        await using Scene scene = await Scene.CreateAsync();
        PipeTransport pipe = await scene.Router.CreatePipeTransportAsync(new() { ListenInfo = Loopback, EnableSrtp = true });
        Assert.Equal((SrtpCryptoSuite.AeadAes256Gcm, 60), (pipe.SrtpParameters!.CryptoSuite, pipe.SrtpParameters.KeyBase64.Length));

        await pipe.ConnectAsync(To(new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = Key60 }));

        Assert.Equal(("127.0.0.2", 9999), (pipe.Tuple.RemoteIp, pipe.Tuple.RemotePort));
        Assert.Equal(60, pipe.SrtpParameters!.KeyBase64.Length);
    }

    [Fact]
    public async Task H08_A_key_without_srtp_is_a_type_error()
    {
        await using Scene scene = await Scene.CreateAsync();
        PipeTransport pipe = await scene.Router.CreatePipeTransportAsync(new() { ListenInfo = Loopback });

        Assert.Null(pipe.SrtpParameters);
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => pipe.ConnectAsync(To(new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = Key60 })));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => pipe.ConnectAsync(To(new() { CryptoSuite = (SrtpCryptoSuite)77, KeyBase64 = "" })));
    }

    [Fact]
    public async Task H09_Wrong_keys_are_type_errors_and_leave_it_connectable()
    {
        await using Scene scene = await Scene.CreateAsync();
        PipeTransport pipe = await scene.Router.CreatePipeTransportAsync(new() { ListenInfo = Loopback, EnableSrtp = true });
        foreach (SrtpParameters? wrong in new SrtpParameters?[]
        {
            null,
            new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = null! },
            new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = string.Empty },
            new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = "no base64!" },
            new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = Key60[..40] },
            new() { CryptoSuite = SrtpCryptoSuite.AesCm128HmacSha1_80, KeyBase64 = Key60 },
            new() { CryptoSuite = (SrtpCryptoSuite)77, KeyBase64 = Key60 },
        })
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => pipe.ConnectAsync(To(wrong)));
        }

        await pipe.ConnectAsync(To(new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = Key60 }));
    }

    [Fact]
    public async Task H10_A_fixed_port_is_taken()
    {
        await using Scene scene = await Scene.CreateAsync();
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
        probe.Close();

        PipeTransport pipe = await scene.Router.CreatePipeTransportAsync(new() { ListenInfo = Loopback with { Port = port } });

        Assert.Equal(port, pipe.Tuple.LocalPort);
    }

    private static PipeTransportConnectOptions To(SrtpParameters? srtp) => new() { Ip = "127.0.0.2", Port = 9999, SrtpParameters = srtp };

    private static ProducerOptions Vp8Options() => new()
    {
        Kind = MediaKind.Video,
        RtpParameters = new RtpParameters
        {
            Mid = "VIDEO",
            Codecs =
            [
                new()
                {
                    MimeType = "video/VP8",
                    PayloadType = 112,
                    ClockRate = 90000,
                    RtcpFeedback = [new() { Type = "nack" }, new() { Type = "nack", Parameter = "pli" }, new() { Type = "goog-remb" }],
                },
            ],
            Encodings = [new() { Ssrc = 22222222 }, new() { Ssrc = 22222223 }, new() { Ssrc = 22222224 }],
        },
    };
}
