using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Robustness;

/// <summary>S8: what every answer of the room server has, and what none reveals.</summary>
public sealed class S8_AnswerTests
{
    [Theory]
    [InlineData("/status", "192.168.1.5")]
    [InlineData("/status", "localhost")]
    [InlineData("/health", "localhost")]
    [InlineData("/rooms/a", "localhost")]
    [InlineData("/rooms/a/b", "192.168.1.5")]
    [InlineData("/rooms/a", "evil.example")]
    [InlineData("/nothing", "localhost")]
    [InlineData("/nothing", "evil.example")]
    public async Task S8_every_answer_has_the_headers(string path, string host)
    {
        await using RoomServer server = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1 });
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task S8_with_HTTPS_browsers_learn_to_stay_with_it()
    {
        RoomServerSettings settings = new()
        {
            Port = 0,
            ListenIp = IPAddress.Loopback,
            Workers = 1,
            IsHttps = true,
            AnnouncedAddress = "rooms.example.org",
        };
        using X509Certificate2 certificate = ServerCertificate.Load(settings);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string certificateFile = Path.Combine(folder.FullName, "cert.pem");
        string keyFile = Path.Combine(folder.FullName, "key.pem");
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await using RoomServer server = await RoomServerFixture.StartAsync(
            settings with { CertificateFile = certificateFile, KeyFile = keyFile });
        folder.Delete(recursive: true);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { certificate },
        };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = "rooms.example.org";

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public void S8_internal_errors_are_not_revealed()
    {
        Assert.Equal("internal error", RefusalText.Of(new InvalidOperationException("table Peers, row 7")));
        Assert.Equal("kind must be given", RefusalText.Of(new MediasoupTypeException("kind must be given")));
        Assert.Equal("Peer not joined", RefusalText.Of(new ProtooException("Peer not joined")));
    }

    [Fact]
    public void S6h_an_address_sends_so_many_requests_a_second()
    {
        using var rates = new RequestRates(new TureenRoomsOptions());
        var one = new AddressKey(IPAddress.Parse("192.0.2.1"));

        Assert.True(Enumerable.Range(0, 10 * SecurityLimits.StatusBurst).Count(_ => rates.FindPause(RequestKind.Status, one) is null)
            < 5 * SecurityLimits.StatusBurst);
        Assert.Null(rates.FindPause(RequestKind.Status, new AddressKey(IPAddress.Parse("192.0.2.2"))));
    }
}
