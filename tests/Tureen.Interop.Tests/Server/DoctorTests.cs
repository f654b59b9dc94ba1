using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tureen.Interop.Tests.Whip;

namespace Tureen.Interop.Tests.Server;

/// <summary><c>tureen doctor</c> in a network of its own: with a TURN server over UDP, TCP and TLS, and where UDP is closed.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Secret = "a secret of the turn server";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-doctor-");

    [Fact]
    public async Task A_TURN_server_gives_relays_over_all_transports_and_refuses_another_secret()
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync();
        string certificate = WriteCertificate(network.Address);
        using ChildProcess turn = await TurnServer.StartAsync(network.Name, network.Address, Secret, certificate, KeyFile);
        string[] urls = [$"stun:{network.Address}:{TurnServer.Port}", .. TurnServer.UrlsOf(network.Address)];

        (int code, string report) = await RunAsync(network, certificate, "--ice-server", string.Join(',', urls), "--turn-secret", Secret);

        Assert.True(code == 0, report);
        Assert.Contains($"ok   {urls[0]}: sees this machine as {network.Address}", report, StringComparison.Ordinal);
        Assert.All(urls.Skip(1), url => Assert.Contains($"ok   {url}: gives a relay at {network.Address}", report, StringComparison.Ordinal));

        (code, report) = await RunAsync(network, certificate, "--ice-server", string.Join(',', urls), "--turn-secret", "another secret, which it does not know");

        Assert.Equal(2, code);
        Assert.All(urls.Skip(1), url => Assert.Contains($"BAD  {url}: it refuses the credentials", report, StringComparison.Ordinal));
        turn.Terminate();
        await turn.WaitAsync(Limit);
    }

    [Fact]
    public async Task Closed_UDP_is_noticed()
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync();
        await IpAsync(network, "rule", "add", "pref", "5", "from", "all", "lookup", "local");
        await IpAsync(network, "rule", "del", "pref", "0");
        await IpAsync(network, "rule", "add", "pref", "1", "ipproto", "udp", "dport", "42000-42999", "blackhole");

        (int code, string report) = await RunAsync(network, null);

        Assert.Equal(2, code);
        Assert.Contains($"BAD  media ports: UDP to {network.Address}:42999 does not arrive although it is an address of this machine", report, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string KeyFile => Path.Combine(_folder.FullName, "key.pem");

    private static async Task IpAsync(NetworkNamespace network, params string[] arguments)
    {
        using ChildProcess ip = ChildProcess.Start("ip", arguments, network.Name);
        Assert.True(await ip.WaitAsync(Limit) == 0, ip.Log);
    }

    private static async Task<(int Code, string Report)> RunAsync(NetworkNamespace network, string? trusted, params string[] options)
    {
        string program = Path.Combine(RepositoryRoot.Path, "apps", "Tureen.Server", "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Server.dll");
        using ChildProcess doctor = ChildProcess.Start(
            "dotnet",
            [program, "doctor", "--listen-ip", network.Address, "--rtc-min-port", "42000", "--rtc-max-port", "42999", "--https", .. options],
            network.Name,
            environment: trusted is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = trusted });
        int code = await doctor.WaitAsync(Limit);
        return (code, doctor.Log);
    }

    private string WriteCertificate(string address)
    {
        string file = Path.Combine(_folder.FullName, "cert.pem");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=turn", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        return file;
    }
}
