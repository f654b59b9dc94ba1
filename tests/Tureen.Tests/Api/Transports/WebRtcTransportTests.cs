using Tureen.Engine.Events;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Transports;

public sealed class WebRtcTransportTests
{
    [Fact]
    public async Task E01_Candidates_come_in_the_order_of_the_listen_infos_and_the_dump_equals_the_getters()
    {
        await using Scene scene = await Scene.CreateAsync();
        var seen = new List<Transport>();
        scene.Router.Observer.OnNewTransport += seen.Add;
        WebRtcTransport transport = await scene.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenInfos =
            [
                new() { Ip = "127.0.0.1", AnnouncedAddress = "9.9.9.1", ExposeInternalIp = true },
                new() { Ip = "127.0.0.1", AnnouncedAddress = "foo1.bar.org" },
                new() { Ip = "127.0.0.1" },
            ],
            PreferUdp = true,
            InitialAvailableOutgoingBitrate = 1_000_000,
            AppData = new() { ["foo"] = "bar" },
        });

        Assert.Single(seen, transport);
        Assert.Equal(TransportType.WebRtc, transport.Type);
        Assert.Equal("bar", transport.AppData["foo"]);
        Assert.Equal("controlled", transport.IceRole);
        Assert.True(transport.IceParameters.IceLite);
        Assert.Equal(
            ["9.9.9.1", "127.0.0.1", "foo1.bar.org", "127.0.0.1"], transport.IceCandidates.Select(candidate => candidate.Address));
        uint[] priorities = [.. transport.IceCandidates.Select(candidate => candidate.Priority)];
        Assert.Equal(priorities.OrderDescending().Distinct(), priorities);
        Assert.Equal((IceState.New, DtlsState.New), (transport.IceState, transport.DtlsState));
        Assert.Equal(DtlsRole.Auto, transport.DtlsParameters.Role);
        Assert.Null(transport.IceSelectedTuple);
        Assert.Null(transport.DtlsRemoteCert);

        WebRtcTransportDump dump = await transport.DumpAsync();
        Assert.Equal(transport.Id, dump.Id);
        Assert.Empty(dump.ProducerIds);
        Assert.Empty(dump.ConsumerIds);
        Assert.Equal("controlled", dump.IceRole);
        Assert.Equal(OrtcJson.Serialize(transport.IceParameters), OrtcJson.Serialize(dump.IceParameters));
        Assert.Equal(transport.IceCandidates.Select(OrtcJson.Serialize), dump.IceCandidates.Select(OrtcJson.Serialize));
        Assert.Equal(OrtcJson.Serialize(transport.DtlsParameters), OrtcJson.Serialize(dump.DtlsParameters));
        Assert.Equal((IceState.New, DtlsState.New), (dump.IceState, dump.DtlsState));
        Assert.Null(dump.IceSelectedTuple);
        Assert.Equal(new RecvRtpHeaderExtensionsDump(), dump.RecvRtpHeaderExtensions);
        Assert.Empty(dump.RtpListener.SsrcTable);
    }

    [Fact]
    public async Task E02_Deprecated_listen_ips_work()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenIps = ["127.0.0.1", new TransportListenIp("127.0.0.1", "9.9.9.1")],
        });

        Assert.Equal(["127.0.0.1", "9.9.9.1"], transport.IceCandidates.Select(candidate => candidate.Address));
    }

    [Fact]
    public async Task E03_An_announced_ip_is_an_announced_address_and_ports_can_be_shared()
    {
        await using Scene scene = await Scene.CreateAsync();
        TransportListenInfo info = new() { Ip = "127.0.0.1", AnnouncedIp = "9.9.9.2", Flags = new() { UdpReusePort = true } };
        WebRtcTransport first = await scene.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions { ListenInfos = [info] });
        IceCandidate candidate = Assert.Single(first.IceCandidates);
        Assert.Equal("9.9.9.2", candidate.Address);

        WebRtcTransport second = await scene.Router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [info with { Port = candidate.Port }] });
        Assert.Equal(candidate.Port, second.IceCandidates[0].Port);
        await Assert.ThrowsAsync<MediasoupException>(() => scene.Router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [info with { Port = candidate.Port, Flags = null }] }));
    }

    [Fact]
    public async Task E04_A_port_range_is_used_until_it_is_exhausted()
    {
        await using Scene scene = await Scene.CreateAsync();
        var options = new WebRtcTransportOptions
        {
            ListenInfos = [new() { Ip = "127.0.0.1", PortRange = new TransportPortRange(11111, 11112) }],
        };
        WebRtcTransport first = await scene.Router.CreateWebRtcTransportAsync(options);
        WebRtcTransport second = await scene.Router.CreateWebRtcTransportAsync(options);

        Assert.Equal([11111, 11112], new[] { first.IceCandidates[0].Port, second.IceCandidates[0].Port }.Order());
        MediasoupException error = await Assert.ThrowsAsync<MediasoupException>(
            () => scene.Router.CreateWebRtcTransportAsync(options));
        Assert.Equal("Error", error.Name);

        first.Close();
        WebRtcTransport third = await scene.Router.CreateWebRtcTransportAsync(options);
        Assert.Equal(first.IceCandidates[0].Port, third.IceCandidates[0].Port);
    }

    public static TheoryData<WebRtcTransportOptions> WrongOptions => new(
        null!,
        new WebRtcTransportOptions(),
        new WebRtcTransportOptions { ListenInfos = [] },
        new WebRtcTransportOptions { ListenIps = [] },
        new WebRtcTransportOptions { ListenInfos = [null!] },
        new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1", PortRange = new TransportPortRange(4000, 3000) }] },
        new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1", PortRange = new TransportPortRange(1, 65536) }] },
        new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1", Port = -1 }] },
        new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1", SendBufferSize = -1 }] },
        new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1", Protocol = (TransportProtocol)7 }] },
        new WebRtcTransportOptions { ListenIps = ["123"] },
        new WebRtcTransportOptions { ListenIps = ["chicken"] },
        new WebRtcTransportOptions { ListenIps = [null!] },
        new WebRtcTransportOptions { ListenIps = ["127.0.0.1"], EnableUdp = false },
        new WebRtcTransportOptions { ListenIps = ["127.0.0.1"], IceConsentTimeout = TimeSpan.FromSeconds(-1) },
        new WebRtcTransportOptions { ListenIps = ["127.0.0.1"], InitialAvailableOutgoingBitrate = -1 });

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task E05_Wrong_options_are_type_errors(WebRtcTransportOptions options)
    {
        await using Scene scene = await Scene.CreateAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreateWebRtcTransportAsync(options));
        Assert.Empty((await scene.Router.DumpAsync()).TransportIds);
    }

    [Fact]
    public async Task E06_An_address_that_is_not_local_cannot_be_bound()
    {
        await using Scene scene = await Scene.CreateAsync();

        MediasoupException error = await Assert.ThrowsAsync<MediasoupException>(
            () => scene.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions { ListenInfos = [new() { Ip = "8.8.8.8" }] }));
        Assert.Equal("Error", error.Name);
    }

    [Fact]
    public async Task E07_Statistics_begin_at_zero()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        WebRtcTransportStats stats = Assert.Single(await transport.GetStatsAsync());

        Assert.Equal("webrtc-transport", stats.Type);
        Assert.Equal(transport.Id, stats.TransportId);
        Assert.True(stats.Timestamp > 0);
        Assert.Equal(("controlled", IceState.New, DtlsState.New), (stats.IceRole, stats.IceState, stats.DtlsState));
        Assert.Equal(
            new WebRtcTransportStats
            {
                TransportId = transport.Id,
                Timestamp = stats.Timestamp,
                IceState = IceState.New,
                DtlsState = DtlsState.New,
            },
            stats);
    }

    [Fact]
    public async Task E08_Connect_works_once_and_sets_the_local_role()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        await transport.ConnectAsync(RemoteParameters(DtlsRole.Client));

        Assert.Equal(DtlsRole.Server, transport.DtlsParameters.Role);
        MediasoupException error = await Assert.ThrowsAsync<MediasoupException>(
            () => transport.ConnectAsync(RemoteParameters(DtlsRole.Client)));
        Assert.Equal("Error", error.Name);
        Assert.Equal(DtlsRole.Server, transport.DtlsParameters.Role);
    }

    [Theory]
    [InlineData(DtlsRole.Server)]
    [InlineData(DtlsRole.Auto)]
    [InlineData(null)]
    public async Task E08_Any_other_remote_role_makes_a_client(DtlsRole? role)
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        await transport.ConnectAsync(RemoteParameters(role));

        Assert.Equal(DtlsRole.Client, transport.DtlsParameters.Role);
    }

    [Fact]
    public async Task E09_Wrong_parameters_leave_the_transport_connectable()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        DtlsParameters[] wrong =
        [
            null!,
            new() { Fingerprints = null! },
            new() { Fingerprints = [] },
            new() { Fingerprints = [], Role = DtlsRole.Client },
            RemoteParameters((DtlsRole)9),
            new() { Fingerprints = [null!] },
            new() { Fingerprints = [new() { Algorithm = (FingerprintAlgorithm)9, Value = "82:5A" }] },
            new() { Fingerprints = [new() { Algorithm = FingerprintAlgorithm.Sha256, Value = "82:5A" }] },
        ];
        foreach (DtlsParameters parameters in wrong)
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.ConnectAsync(parameters));
        }

        Assert.Equal(DtlsRole.Auto, transport.DtlsParameters.Role);
        await transport.ConnectAsync(RemoteParameters(DtlsRole.Client));
    }

    [Fact]
    public async Task E10_to_E14_Bitrate_limits_are_kept_and_checked()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        await transport.SetMaxIncomingBitrateAsync(1_000_000);
        await transport.SetMaxOutgoingBitrateAsync(2_000_000);
        await transport.SetMinOutgoingBitrateAsync(100_000);
        WebRtcTransportStats stats = Assert.Single(await transport.GetStatsAsync());

        Assert.Equal(
            (1_000_000, 2_000_000, 100_000), (stats.MaxIncomingBitrate, stats.MaxOutgoingBitrate, stats.MinOutgoingBitrate));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.SetMaxOutgoingBitrateAsync(50_000));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.SetMinOutgoingBitrateAsync(3_000_000));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.SetMinOutgoingBitrateAsync(29_999));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.SetMaxIncomingBitrateAsync(-1));
        await transport.SetMaxIncomingBitrateAsync(0);
        await transport.SetMaxOutgoingBitrateAsync(0);
        await transport.SetMinOutgoingBitrateAsync(0);
        stats = Assert.Single(await transport.GetStatsAsync());
        Assert.Equal(
            ((long?)null, (long?)null, (long?)null),
            (stats.MaxIncomingBitrate, stats.MaxOutgoingBitrate, stats.MinOutgoingBitrate));
    }

    [Fact]
    public async Task E15_Restart_gives_new_credentials()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        IceParameters before = transport.IceParameters;
        IceParameters after = await transport.RestartIceAsync();

        Assert.NotEqual(before.UsernameFragment, after.UsernameFragment);
        Assert.NotEqual(before.Password, after.Password);
        Assert.True(after.IceLite);
        Assert.Equal(after.UsernameFragment, transport.IceParameters.UsernameFragment);
    }

    [Fact]
    public async Task E16_Trace_events_are_chosen_in_their_order_and_unknown_ones_ignored()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        await transport.EnableTraceEventAsync((TransportTraceEventType)9, TransportTraceEventType.Probation);
        Assert.Equal([TransportTraceEventType.Probation], (await transport.DumpAsync()).TraceEventTypes);

        await transport.EnableTraceEventAsync();
        Assert.Empty((await transport.DumpAsync()).TraceEventTypes);

        await transport.EnableTraceEventAsync(TransportTraceEventType.Probation, TransportTraceEventType.Bwe);
        Assert.Equal(
            [TransportTraceEventType.Probation, TransportTraceEventType.Bwe], (await transport.DumpAsync()).TraceEventTypes);
    }

    [Fact]
    public async Task E17_What_is_no_type_of_trace_is_a_type_error_where_it_comes_as_text()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();

        Assert.Throws<MediasoupTypeException>(() => WireEnum.Parse<TransportTraceEventType>("chicken"));
        Assert.Throws<MediasoupTypeException>(() => WireEnum.Parse<TransportTraceEventType>(null));
        await transport.EnableTraceEventAsync(null);
        Assert.Empty((await transport.DumpAsync()).TraceEventTypes);
    }

    [Fact]
    public async Task E18_Events_come_after_their_states()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        var tuple = new TransportTupleInfo
        {
            LocalAddress = "1.1.1.1",
            LocalPort = 1111,
            RemoteIp = "2.2.2.2",
            RemotePort = 2222,
            Protocol = TransportProtocol.Udp,
        };
        var events = new List<string>();
        transport.OnIceStateChange += state => events.Add($"{state} {transport.IceState}");
        transport.OnIceSelectedTupleChange += selected => events.Add($"{selected.LocalIp} {transport.IceSelectedTuple == tuple}");
        transport.OnDtlsStateChange += state => events.Add($"{state} {transport.DtlsState}");
        transport.Observer.OnDtlsStateChange += state => events.Add($"observer {state}");
        await scene.EmitAsync(
            new IceStateEvent(transport.Id, IceState.Completed),
            new IceSelectedTupleEvent(transport.Id, tuple),
            new DtlsStateEvent(transport.Id, DtlsState.Connecting, null));

        Assert.Equal(["Completed Completed", "1.1.1.1 True", "Connecting Connecting", "observer Connecting"], events);
    }

    [Fact]
    public async Task E19_A_closed_transport_refuses()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        int closes = 0;
        transport.Observer.OnClose += () => closes++;
        transport.OnRouterClose += () => closes += 100;
        transport.Close();
        transport.Close();
        await transport.DisposeAsync();

        Assert.Equal(1, closes);
        Assert.True(transport.Closed);
        Assert.Equal((IceState.Closed, DtlsState.Closed), (transport.IceState, transport.DtlsState));
        Assert.Null(transport.IceSelectedTuple);
        await Assert.ThrowsAsync<NotFoundException>(() => transport.DumpAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => transport.GetStatsAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => transport.SetMaxIncomingBitrateAsync(200_000));
        await Assert.ThrowsAsync<NotFoundException>(() => transport.SetMaxOutgoingBitrateAsync(200_000));
        await Assert.ThrowsAsync<NotFoundException>(() => transport.SetMinOutgoingBitrateAsync(100_000));
        await Assert.ThrowsAsync<NotFoundException>(() => transport.RestartIceAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => transport.ConnectAsync(RemoteParameters(DtlsRole.Client)));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.ConnectAsync(null!));
        await Assert.ThrowsAsync<NotFoundException>(() => transport.ProduceAsync(Scene.AudioOptions()));
    }

    [Fact]
    public async Task E20_E21_The_router_and_the_worker_close_their_transports()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport first = await scene.CreateTransportAsync();
        var events = new List<string>();
        first.OnRouterClose += () => events.Add($"first {first.Closed}");
        scene.Router.Close();
        await scene.SettleAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => first.DumpAsync());

        Router router = await scene.Worker.CreateRouterAsync();
        WebRtcTransport second =
            await router.CreateWebRtcTransportAsync(new WebRtcTransportOptions { ListenIps = ["127.0.0.1"] });
        second.OnRouterClose += () => events.Add($"second {second.Closed}");
        await scene.Worker.DisposeAsync();

        Assert.Equal(["first True", "second True"], events);
        await Assert.ThrowsAsync<WorkerClosedException>(() => second.DumpAsync());
    }

    [Fact]
    public async Task Transports_made_while_the_router_closes_leave_no_socket()
    {
        await using Scene scene = await Scene.CreateAsync();
        Task<WebRtcTransport>[] made = [.. Enumerable.Range(0, 20).Select(_ => scene.CreateTransportAsync())];
        scene.Router.Close();
        foreach (Task<WebRtcTransport> one in made)
        {
            // Those that were made in time are closed, the others refused.
            Exception? error = await Record.ExceptionAsync(() => one);
            Assert.True(error is NotFoundException || (error is null && (await one).Closed), $"{error}");
        }

        WorkerDump dump = await scene.Worker.DumpAsync();
        Assert.Empty(dump.ChannelMessageHandlers.ChannelRequestHandlers);
    }

    private static DtlsParameters RemoteParameters(DtlsRole? role) => new()
    {
        Role = role,
        Fingerprints =
        [
            new()
            {
                Algorithm = FingerprintAlgorithm.Sha256,
                Value = "82:5A:68:3D:36:C3:0A:DE:AF:E7:32:43:D2:88:83:57:AC:2D:65:E5:80:C4:B6:FB:AF:1A:A0:21:9F:6D:0C:AD",
            },
        ],
    };
}
