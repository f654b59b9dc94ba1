using System.Net;
using System.Net.Sockets;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Transports;

public sealed class PlainTransportTests
{
    private const string Key30 = "ZnQ3eWJraDg0d3ZoYzM5cXN1Y2pnaHU5NWxrZTVv";

    private static readonly TransportListenInfo Loopback = new() { Ip = "127.0.0.1" };

    [Fact]
    public async Task F01_A_transport_listens_and_its_dump_equals_its_getters()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(new()
        {
            ListenInfo = Loopback with { AnnouncedAddress = "9.9.9.1" },
            EnableSctp = true,
            AppData = new() { ["foo"] = "bar" },
        });
        Assert.Equal(TransportType.Plain, plain.Type);
        Assert.Equal("bar", plain.AppData["foo"]);
        Assert.Equal("9.9.9.1", plain.Tuple.LocalAddress);
        Assert.Equal(plain.Tuple.LocalAddress, plain.Tuple.LocalIp);
        Assert.True(plain.Tuple.LocalPort > 0);
        Assert.Null(plain.Tuple.RemoteIp);
        Assert.Null(plain.RtcpTuple);
        Assert.Null(plain.SrtpParameters);
        SctpParameters sctp = Assert.IsType<SctpParameters>(plain.SctpParameters);
        Assert.Equal((5000, 262_144, 262_144, false), (sctp.Port, sctp.MaxSendMessageSize, sctp.MaxReceiveMessageSize, sctp.IsDataChannel));
        Assert.Equal(SctpState.New, plain.SctpState);

        PlainTransportDump dump = await plain.DumpAsync();
        Assert.Equal((plain.Id, plain.Tuple, true, false), (dump.Id, dump.Tuple, dump.RtcpMux, dump.Comedia));
        Assert.Null(dump.RtcpTuple);

        PlainTransport old = await scene.Router.CreatePlainTransportAsync(new() { ListenIp = new TransportListenIp("127.0.0.1") });
        Assert.Equal("127.0.0.1", old.Tuple.LocalAddress);
        PlainTransport apart = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback, RtcpListenInfo = Loopback });
        Assert.NotNull(apart.RtcpTuple);
        Assert.NotEqual(apart.Tuple.LocalPort, apart.RtcpTuple.LocalPort);
        Assert.False((await apart.DumpAsync()).RtcpMux);
        PlainTransport beside = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback, RtcpMux = false });
        Assert.NotNull(beside.RtcpTuple);
    }

    [Fact]
    public async Task F02_Wrong_options_are_type_errors()
    {
        await using Scene scene = await Scene.CreateAsync();
        foreach (PlainTransportOptions wrong in new PlainTransportOptions[]
        {
            new(),
            new() { ListenInfo = Loopback, ListenIp = new TransportListenIp("127.0.0.1") },
            new() { ListenInfo = Loopback with { PortRange = new(4000, 3000) } },
            new() { ListenInfo = Loopback with { Ip = "chicken" } },
            new() { ListenInfo = Loopback with { Protocol = TransportProtocol.Tcp } },
            new() { ListenInfo = Loopback, RtcpListenInfo = Loopback with { Protocol = TransportProtocol.Tcp } },
            new() { ListenInfo = Loopback, EnableSrtp = true, SrtpCryptoSuite = (SrtpCryptoSuite)77 },
        })
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreatePlainTransportAsync(wrong));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F03_F04_The_suite_of_the_peer_wins(bool comedia)
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(
            new() { ListenInfo = Loopback, EnableSrtp = true, Comedia = comedia });
        SrtpParameters first = Assert.IsType<SrtpParameters>(plain.SrtpParameters);
        Assert.Equal((SrtpCryptoSuite.AesCm128HmacSha1_80, 40), (first.CryptoSuite, first.KeyBase64.Length));

        PlainTransportConnectOptions address = comedia ? new() : new() { Ip = "127.0.0.2", Port = 9999 };
        foreach (SrtpParameters? wrong in new SrtpParameters?[]
        {
            null,
            new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = Key30 },
            new() { CryptoSuite = SrtpCryptoSuite.AesCm128HmacSha1_80, KeyBase64 = string.Empty },
            new() { CryptoSuite = SrtpCryptoSuite.AesCm128HmacSha1_80, KeyBase64 = "no base64!" },
            new() { CryptoSuite = (SrtpCryptoSuite)77, KeyBase64 = Key30 },
        })
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => plain.ConnectAsync(address with { SrtpParameters = wrong }));
        }

        await plain.ConnectAsync(address with
        {
            SrtpParameters = new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = Convert.ToBase64String(new byte[44]) },
        });
        SrtpParameters second = Assert.IsType<SrtpParameters>(plain.SrtpParameters);
        Assert.Equal((SrtpCryptoSuite.AeadAes256Gcm, 60), (second.CryptoSuite, second.KeyBase64.Length));
        Assert.Equal(comedia ? null : "127.0.0.2", plain.Tuple.RemoteIp);
    }

    [Fact]
    public async Task F05_An_address_that_is_not_ours_cannot_be_bound()
    {
        await using Scene scene = await Scene.CreateAsync();
        await Assert.ThrowsAsync<MediasoupException>(
            () => scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback with { Ip = "8.8.8.8" } }));
    }

    [Fact]
    public async Task F08_Statistics_begin_with_zeros()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback });
        PlainTransportStats stats = Assert.Single(await plain.GetStatsAsync());
        Assert.Equal(("plain-rtp-transport", plain.Id, 0L, 0L), (stats.Type, stats.TransportId, stats.BytesReceived, stats.BytesSent));
        Assert.Equal(plain.Tuple, stats.Tuple);
        Assert.Null(stats.RtcpTuple);
    }

    [Fact]
    public async Task F09_Connecting_sets_the_remote_ends_and_is_done_once()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback, RtcpMux = false });
        await plain.ConnectAsync(new() { Ip = "1.2.3.4", Port = 1234, RtcpPort = 1235 });
        Assert.Equal(("1.2.3.4", 1234, 1235), (plain.Tuple.RemoteIp, plain.Tuple.RemotePort, plain.RtcpTuple!.RemotePort));
        MediasoupException second =
            await Assert.ThrowsAsync<MediasoupException>(() => plain.ConnectAsync(new() { Ip = "1.2.3.4", Port = 1234, RtcpPort = 1235 }));
        Assert.Equal("connect() already called", second.Message);
    }

    [Fact]
    public async Task F10_Wrong_addresses_are_type_errors()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport mux = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback });
        PlainTransport apart = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback, RtcpMux = false });
        (PlainTransport Transport, PlainTransportConnectOptions Options)[] wrong =
        [
            (mux, new()),
            (mux, new() { Ip = "chicken", Port = 1234 }),
            (mux, new() { Ip = "127.0.0.2" }),
            (mux, new() { Port = 1234 }),
            (mux, new() { Ip = "127.0.0.2", Port = 70_000 }),
            (mux, new() { Ip = "127.0.0.2", Port = 1234, RtcpPort = 1235 }),
            (mux, new() { Ip = "127.0.0.2", Port = 1234, SrtpParameters = new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = Key30 } }),
            (apart, new() { Ip = "127.0.0.2", Port = 1234 }),
        ];
        foreach ((PlainTransport transport, PlainTransportConnectOptions options) in wrong)
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.ConnectAsync(options));
        }
    }

    [Fact]
    public async Task F11_F13_F14_A_closed_transport_is_not_found()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback });
        plain.Close();
        await Assert.ThrowsAsync<NotFoundException>(plain.DumpAsync);
        await Assert.ThrowsAsync<NotFoundException>(plain.GetStatsAsync);
        await Assert.ThrowsAsync<NotFoundException>(() => plain.ConnectAsync());

        PlainTransport other = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback });
        var closed = new TaskCompletionSource();
        other.OnRouterClose += closed.SetResult;
        scene.Router.Close();
        await closed.Task;
        Assert.True(other.Closed);
        await Assert.ThrowsAsync<NotFoundException>(other.DumpAsync);
        scene.Worker.Close();
        await Assert.ThrowsAsync<WorkerClosedException>(other.DumpAsync);
    }

    [Fact]
    public async Task F12_A_fixed_port_is_taken()
    {
        await using Scene scene = await Scene.CreateAsync();
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
        probe.Close();
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = Loopback with { Port = port } });
        Assert.Equal(port, plain.Tuple.LocalPort);
    }
}
