using System.Net.Sockets;
using Tureen.Client;
using Tureen.Client.Native.Sessions;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen.Tests.Client.Native.Sessions;

public sealed class IceServerResolverTests
{
    [Fact]
    public async Task A_relay_is_asked_for_each_address_family_of_the_peer_and_stun_once()
    {
        var read = IceServerResolver.Read(
        [
            new IceServer { Urls = ["stun:192.0.2.1", "stuns:192.0.2.1"] },
            new IceServer { Urls = ["turn:192.0.2.1:80?transport=tcp", "turns:192.0.2.1"], Username = "user", Credential = "password" },
        ]);

        IReadOnlyList<ClientIceServer> servers = await IceServerResolver.ResolveAsync(
            read, new HashSet<AddressFamily> { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 }, null, static _ => Assert.Fail("all have addresses"));

        Assert.Equal(
            [(false, false, false), (true, true, false), (true, true, true), (true, true, false), (true, true, true)],
            servers.Select(static server => (server.IsRelay, server.IsStream, server.WantsIPv6)));
        Assert.Equal([null, null, null, "192.0.2.1", "192.0.2.1"], servers.Select(static server => server.Security?.HostName));
    }

    [Theory]
    [InlineData("http://turn.example.org", "user", "password")]
    [InlineData("turn:turn.example.org", null, "password")]
    [InlineData("turn:turn.example.org", "user", null)]
    public void What_a_browser_refuses_is_refused_with_its_url(string url, string? user, string? password)
    {
        MediasoupTypeException error = Assert.Throws<MediasoupTypeException>(
            () => IceServerResolver.Read([new IceServer { Urls = [url], Username = user, Credential = password }]));

        Assert.Contains(url, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_servers_and_user_names_that_are_too_long_are_refused()
    {
        string[] many = [.. Enumerable.Repeat("stun:192.0.2.1", EngineLimits.MaxGatheringServers + 1)];
        string name = new('x', EngineLimits.MaxStunUsernameLength + 1);

        Assert.Throws<MediasoupTypeException>(() => IceServerResolver.Read([new IceServer { Urls = many }]));
        Assert.Throws<MediasoupTypeException>(() => IceServerResolver.Read([new IceServer { Urls = ["turn:192.0.2.1"], Username = name, Credential = "x" }]));
    }
}
