using Tureen.Interop.Tests.Whip;

namespace Tureen.Interop.Tests.Server;

/// <summary><c>tureen doctor</c> in a network of its own: with a TURN server over UDP, TCP and TLS, and where UDP is closed.</summary>
public sealed class DoctorTests
{
    private const string Secret = "a secret of the turn server";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_TURN_server_gives_relays_over_all_transports_and_refuses_another_secret()
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync();
        using TurnCertificate certificate = TurnCertificate.Create(network.Address);
        using ChildProcess turn = await TurnServer.StartAsync(network.Name, network.Address, Secret, certificate.File, certificate.KeyFile);
        string[] urls = [$"stun:{network.Address}:{TurnServer.Port}", .. TurnServer.UrlsOf(network.Address)];

        (int code, string report) = await RunAsync(network, certificate.File, "--ice-server", string.Join(',', urls), "--turn-secret", Secret);

        Assert.True(code == 0, report);
        Assert.Contains($"ok   {urls[0]}: sees this machine as {network.Address}", report, StringComparison.Ordinal);
        Assert.All(urls.Skip(1), url => Assert.Contains($"ok   {url}: gives a relay at {network.Address}", report, StringComparison.Ordinal));

        (code, report) = await RunAsync(network, certificate.File, "--ice-server", string.Join(',', urls), "--turn-secret", "another secret, which it does not know");

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
}
