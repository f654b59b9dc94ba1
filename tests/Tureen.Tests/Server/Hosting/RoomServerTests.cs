using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Hosting;

[Collection(RoomServerCollection.Name)]
public sealed class RoomServerTests(RoomServerFixture server)
{
    [Fact]
    public async Task The_status_page_shows_rooms_and_peers_and_no_markup_of_theirs()
    {
        string roomId = RoomServerFixture.NewRoomId();
        await using RawProtooClient client = await server.ConnectAsync(roomId, "alice");
        await client.RequestAsync("join", new JsonObject { ["displayName"] = "<script>" });
        using var http = new HttpClient();

        string page = await http.GetStringAsync(new Uri(server.Address, "/status"), TestContext.Current.CancellationToken);

        Assert.Contains(roomId, page, StringComparison.Ordinal);
        Assert.Contains("alice", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_answers_and_other_paths_are_not_found()
    {
        using var http = new HttpClient();

        HttpResponseMessage health = await http.GetAsync(new Uri(server.Address, "/health"), TestContext.Current.CancellationToken);
        HttpResponseMessage other = await http.GetAsync(new Uri(server.Address, "/other"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        string text = await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ok\n1 of 1 workers answer\ncontainedFaults 0\nfailedTransports 0\nstuckWorkers 0\n", text);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task At_the_end_all_sockets_are_closed_with_4000()
    {
        RoomServer own = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, Workers = 1 });
        await using RawProtooClient client = await RawProtooClient.ConnectAsync(own.Address, "room", "alice");

        // The answer shows that the room has let the peer in.
        await client.RequestAsync("getRouterRtpCapabilities");
        await own.DisposeAsync();
        await client.WaitForCloseAsync();

        Assert.Equal((WebSocketCloseStatus)4000, client.CloseStatus);
    }

    [Fact]
    public async Task HTTPS_works_with_a_certificate_made_here_and_given_back_as_files()
    {
        using X509Certificate2 certificate = ServerCertificate.Load(new RoomServerSettings { IsHttps = true });
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string certificateFile = Path.Combine(folder.FullName, "cert.pem");
        string keyFile = Path.Combine(folder.FullName, "key.pem");
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await using RoomServer own = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, Workers = 1, IsHttps = true, CertificateFile = certificateFile, KeyFile = keyFile });
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { certificate },
        };
        using var http = new HttpClient(handler);

        string health = await http.GetStringAsync(new Uri(own.Address, "/health"), TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);

        Assert.Equal("https", own.Address.Scheme);
        Assert.StartsWith("ok\n", health, StringComparison.Ordinal);
    }
}
