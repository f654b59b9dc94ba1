using Tureen.Client;
using Tureen.Client.Native.Whip;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Client.Native.Whip;

public sealed class WhipLinksTests
{
    [Fact]
    public void Servers_are_read_with_their_credentials_and_other_links_left_out()
    {
        IReadOnlyList<IceServer> servers = WhipLinks.Read(
        [
            "<stun:stun.example.net>; rel=\"ice-server\", <https://example.net/next>; rel=next",
            "<turn:turn.example.net?transport=udp>; rel=\"ice-server\"; username=\"user, \\\"one\\\"\"; credential=\"myPassword;=\"; credential-type=\"password\"",
        ]);

        Assert.Equal(["stun:stun.example.net", "turn:turn.example.net?transport=udp"], servers.Select(static server => server.Urls[0]));
        Assert.Null(servers[0].Username);
        Assert.Equal(("user, \"one\"", "myPassword;="), (servers[1].Username, servers[1].Credential));
    }

    [Fact]
    public void There_are_never_too_many()
    {
        string header = string.Join(", ", Enumerable.Repeat("<stun:a>; rel=ice-server", 400));

        Assert.Equal(EngineLimits.MaxGatheringServers, WhipLinks.Read([header, header]).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_text_is_read_to_its_end(int seed)
    {
        const string Letters = "<>;,=\"\\ relice-serverusername:.a";
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)]));

            Assert.InRange(WhipLinks.Read([text]).Count, 0, EngineLimits.MaxGatheringServers);
        }
    }
}
