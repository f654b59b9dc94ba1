using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Dtls;

public class DtlsTransportTests
{
    [Fact]
    public void A_handshake_without_loss_takes_two_round_trips_and_no_timer()
    {
        using var pair = new DtlsPair();
        Timestamp start = pair.Now;
        pair.Connect();

        Assert.Equal(start, pair.Now);
        Assert.Equal(4, pair.Sent);
        Assert.True(pair.LongestDatagram <= EngineLimits.DtlsMtu);
        Assert.Equal(Timestamp.Never, pair.Client.NextDeadline);
        Assert.Equal(Timestamp.Never, pair.Server.NextDeadline);
    }

    [Fact]
    public void Both_sides_get_the_same_keys_and_the_preferred_profile()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        List<DtlsEvent> client = DtlsPair.Events(pair.Client);
        List<DtlsEvent> server = DtlsPair.Events(pair.Server);

        Assert.Equal(
            [DtlsEventKind.StateChanged, DtlsEventKind.SrtpKeysReady, DtlsEventKind.StateChanged],
            client.Select(static e => e.Kind));
        Assert.Equal(DtlsState.Connecting, client[0].State);
        Assert.Equal(DtlsState.Connected, client[2].State);
        SrtpKeyingMaterial a = client[1].SrtpKeys!;
        SrtpKeyingMaterial b = server[1].SrtpKeys!;
        Assert.Equal(SrtpProfile.AeadAes128Gcm, a.Profile);
        Assert.Equal(a.Profile, b.Profile);
        Assert.Equal(a.LocalKey, b.RemoteKey);
        Assert.Equal(a.LocalSalt, b.RemoteSalt);
        Assert.Equal(a.RemoteKey, b.LocalKey);
        Assert.Equal(a.RemoteSalt, b.LocalSalt);
        Assert.NotEqual(a.LocalKey, a.RemoteKey);
        Assert.Equal(16, a.LocalKey.Length);
        Assert.Equal(12, a.LocalSalt.Length);
    }

    [Fact]
    public void The_peers_certificate_is_reported_as_PEM()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        Assert.Equal(pair.Server.LocalCertificate.ToPem(), pair.Client.RemoteCertificatePem);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", pair.Server.RemoteCertificatePem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public void A_lost_flight_is_sent_again_after_100_ms(bool toServer, int index)
    {
        using var pair = new DtlsPair();
        pair.IsLost = (way, count) => way == toServer && count == index;
        Timestamp start = pair.Now;
        pair.Connect();
        Assert.Equal(TimeSpan.FromMilliseconds(100), pair.Now - start);
    }

    [Fact]
    public void The_timer_doubles_from_100_ms_to_4_s_and_gives_up_after_half_a_minute()
    {
        using var pair = new DtlsPair();
        pair.IsLost = static (_, _) => true;
        Timestamp start = pair.Now;
        pair.Start();
        List<long> waits = [];
        while (!pair.Client.NextDeadline.IsNever)
        {
            waits.Add((pair.Client.NextDeadline.Microseconds - pair.Now.Microseconds) / 1000);
            pair.Run(1);
        }

        Assert.Equal([100, 200, 400, 800, 1600, 3200, 4000, 4000, 4000, 4000, 4000, 4000, 4000], waits);
        Assert.Equal(DtlsState.Failed, pair.Client.State);
        Assert.Equal(DtlsState.Connecting, pair.Server.State);
        Assert.Equal(13, pair.Sent);
    }

    [Fact]
    public void A_deadline_that_is_not_due_does_nothing()
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.ToServer.Datagrams.Clear();
        pair.Client.HandleDeadline(pair.Now + TimeSpan.FromMilliseconds(99), pair.Tuple, pair.ToServer);
        Assert.Empty(pair.ToServer.Datagrams);
        pair.Client.HandleDeadline(pair.Now + TimeSpan.FromMilliseconds(100), pair.Tuple, pair.ToServer);
        Assert.Single(pair.ToServer.Datagrams);
    }

    [Fact]
    public void Handshakes_with_heavy_loss_come_through()
    {
        int connected = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            var random = new SeededRandomSource(seed);
            using var pair = new DtlsPair();
            pair.IsLost = (_, _) => random.Next(0, 99) < 40;
            pair.Start();
            pair.Run();
            bool isConnected = pair.Client.State == DtlsState.Connected && pair.Server.State == DtlsState.Connected;
            connected += isConnected ? 1 : 0;
        }

        Assert.True(connected >= 38, $"{connected} of 40 connected.");
    }

    [Fact]
    public void A_fingerprint_that_comes_after_the_handshake_completes_it()
    {
        using var pair = new DtlsPair(knowFingerprints: false);
        pair.Start();
        pair.Run();
        Assert.Equal(DtlsState.Connecting, pair.Client.State);
        Assert.Single(DtlsPair.Events(pair.Client));

        pair.Client.SetRemoteFingerprint(DtlsPair.Sha256(pair.Server));
        pair.Server.SetRemoteFingerprint(DtlsPair.Sha256(pair.Client));
        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.Equal(DtlsEventKind.SrtpKeysReady, DtlsPair.Events(pair.Client)[0].Kind);
    }

    [Fact]
    public void Application_data_goes_both_ways()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        byte[] first = [.. Enumerable.Range(0, 1191).Select(static i => (byte)i)];
        Assert.True(pair.Client.SendApplicationData(pair.Now, pair.Tuple, first, pair.ToServer));
        Assert.True(pair.Client.SendApplicationData(pair.Now, pair.Tuple, [7], pair.ToServer));
        Assert.True(pair.Server.SendApplicationData(pair.Now, pair.Tuple, [8, 9], pair.ToClient));
        Assert.Equal(2, pair.ToServer.Datagrams.Count);
        pair.Deliver();

        byte[] buffer = new byte[2048];
        Assert.True(pair.Server.TryReadApplicationData(buffer, out int length));
        Assert.Equal(first, buffer[..length]);
        Assert.True(pair.Server.TryReadApplicationData(buffer, out length));
        Assert.Equal([7], buffer[..length]);
        Assert.False(pair.Server.TryReadApplicationData(buffer, out _));
        Assert.True(pair.Client.TryReadApplicationData(buffer, out length));
        Assert.Equal([8, 9], buffer[..length]);
    }

    [Fact]
    public void Application_data_that_overtakes_the_fingerprint_waits_for_it()
    {
        using var pair = new DtlsPair(knowFingerprints: false);
        pair.Client.SetRemoteFingerprint(DtlsPair.Sha256(pair.Server));
        pair.Start();
        pair.Run();
        Assert.True(pair.Client.SendApplicationData(pair.Now, pair.Tuple, [1, 2, 3], pair.ToServer));
        pair.Deliver();

        byte[] buffer = new byte[100];
        Assert.False(pair.Server.TryReadApplicationData(buffer, out _));
        pair.Server.SetRemoteFingerprint(DtlsPair.Sha256(pair.Client));
        Assert.True(pair.Server.TryReadApplicationData(buffer, out int length));
        Assert.Equal(3, length);
    }

    [Fact]
    public void Close_sends_close_notify_to_the_peer()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        DtlsPair.Events(pair.Server);
        pair.Client.Close(pair.Now, pair.Tuple, pair.ToServer);
        pair.Deliver();

        Assert.Equal(DtlsState.Closed, pair.Client.State);
        Assert.Equal(DtlsState.Closed, pair.Server.State);
        Assert.Equal([DtlsEvent.StateChanged(DtlsState.Closed)], DtlsPair.Events(pair.Server));
        Assert.Equal(DropReason.TransportClosed, pair.GiveServer(new byte[20]));
    }

    [Fact]
    public void Reset_allows_a_start_in_the_other_role()
    {
        using var pair = new DtlsPair();
        pair.Client.Start(pair.Now, DtlsRole.Server, pair.Tuple, pair.ToServer);
        Assert.Throws<InvalidOperationException>(
            () => pair.Client.Start(pair.Now, DtlsRole.Client, pair.Tuple, pair.ToServer));
        pair.Client.Reset();
        Assert.Equal(DtlsRole.Auto, pair.Client.Role);
        pair.Connect();
    }

    [Fact]
    public void Nothing_is_taken_before_the_start_and_nothing_sent_before_the_connection()
    {
        using var pair = new DtlsPair();
        Assert.Equal(DropReason.DtlsNotStarted, pair.GiveServer(new byte[100]));
        Assert.False(pair.Server.SendApplicationData(pair.Now, pair.Tuple, [1], pair.ToClient));
        Assert.False(pair.Server.TryReadApplicationData(new byte[10], out _));
    }
}
