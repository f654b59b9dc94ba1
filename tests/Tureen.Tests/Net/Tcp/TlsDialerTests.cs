using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Links;
using Tureen.Net.Tcp;

namespace Tureen.Tests.Net.Tcp;

/// <summary>TLS connections to a server on loopback that sends back what it gets.</summary>
public sealed class TlsDialerTests : IDisposable
{
    private static readonly byte[] Channel = [0x40, 1, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ReceiveBatch _batch = new(NetLimits.ReceiveBatch, EngineLimits.MaxDatagramLength);
    private readonly AutoResetEvent _wake = new(false);
    private readonly LinkSignals _signals;

    public TlsDialerTests()
    {
        _signals = new LinkSignals(() => _wake.Set());
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _batch.Dispose();
        _wake.Dispose();
    }

    [Fact]
    public async Task Packets_go_out_and_come_back_whole_and_the_end_is_noticed()
    {
        Task echo = EchoOnceAsync(packets: 2);
        using TlsDialer dialer = Create(static (_, certificate, _, _) => certificate?.Subject is "CN=localhost");

        Send(dialer, Channel);
        Send(dialer, Channel);
        List<byte[]> received = [];
        Assert.True(Until(dialer, () => received.Count == 2, received));
        await echo;

        Assert.Equal([Channel, Channel], received);
        TransportTuple closed = default;
        Assert.True(Until(dialer, () => dialer.TryTakeClosed(out closed), received));
        Assert.Equal(Server, closed.Remote);
        Assert.False(dialer.TryTakeClosed(out _));
    }

    [Fact]
    public void A_certificate_that_is_not_trusted_ends_the_connection()
    {
        Task echo = EchoOnceAsync(packets: 1);
        using TlsDialer dialer = Create(static (_, _, _, _) => false);

        Send(dialer, Channel);

        Assert.True(Until(dialer, () => dialer.TryTakeClosed(out _), []));
        Assert.False(echo.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_the_connection_does_not_take_is_refused_and_counted()
    {
        var counters = new NetCounters();
        using TlsDialer dialer = Create(static (_, certificate, _, _) => certificate?.Subject is "CN=localhost", counters);
        var large = new byte[EngineLimits.MaxDatagramLength];

        for (int sent = 0; sent <= NetLimits.TlsQueueBytes; sent += large.Length)
        {
            Send(dialer, large);
        }

        Assert.True(counters.SendBufferFullDropped > 0);
        Assert.True(dialer.GetBacklog(Server).Waiting <= NetLimits.TlsQueueBytes);
    }

    private NetworkAddress Server => NetworkAddress.From(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndpoint).Port);

    private TlsDialer Create(RemoteCertificateValidationCallback validation, NetCounters? counters = null) =>
        new(1, IPAddress.Any, new StreamSecurity("localhost", validation), TurnFraming.Instance, _signals, counters ?? new NetCounters());

    private unsafe void Send(TlsDialer dialer, byte[] packet)
    {
        fixed (byte* bytes = packet)
        {
            dialer.Send([new OutgoingMessage(Server, 0, 1, 0, packet.Length)], [new IoVector(bytes, packet.Length)]);
        }
    }

    /// <summary>Does what the loop does when it is woken.</summary>
    private bool Until(TlsDialer dialer, Func<bool> isDone, List<byte[]> received)
    {
        DateTime end = DateTime.UtcNow + TimeSpan.FromSeconds(20);
        bool done;
        while (!(done = isDone()) && DateTime.UtcNow < end)
        {
            _wake.WaitOne(TimeSpan.FromMilliseconds(100));
            while (_signals.TryTake(out _))
            {
                int count = dialer.Receive(_batch);
                for (int i = 0; i < count; i++)
                {
                    received.Add(_batch.GetBytes(i).ToArray());
                }
            }
        }

        return done;
    }

    private async Task EchoOnceAsync(int packets)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using TcpClient client = await _listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(certificate);
        var bytes = new byte[packets * Channel.Length];
        await stream.ReadExactlyAsync(bytes);

        // In two pieces, so that a packet is cut.
        await stream.WriteAsync(bytes.AsMemory(0, 5));
        await stream.FlushAsync();
        await stream.WriteAsync(bytes.AsMemory(5));
    }
}
