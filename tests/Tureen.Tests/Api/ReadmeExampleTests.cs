using Tureen.Ortc;
using Tureen.Tests.Style;

namespace Tureen.Tests.Api;

/// <summary>The example of the README, so that it stays true.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public async Task The_example_of_the_readme_works()
    {
        // README: begin
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions
        {
            MediaCodecs = [new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48000, Channels = 2 }],
        });
        WebRtcTransport transport = await router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }] });
        transport.OnDtlsStateChange += state => Console.WriteLine($"DTLS is {state}");
        Console.WriteLine($"Listening on {transport.IceCandidates[0].Address}:{transport.IceCandidates[0].Port}");
        // README: end
        Assert.NotEmpty(transport.IceCandidates);
    }

    [Fact]
    public void The_readme_shows_this_very_example()
    {
        IEnumerable<string> example = Repository.ReadLines("tests/Tureen.Tests/Api/ReadmeExampleTests.cs")
            .SkipWhile(line => line.Trim() != "// README: begin")
            .Skip(1)
            .TakeWhile(line => line.Trim() != "// README: end")
            .Select(line => line[8..]);
        string[] readme = [.. Repository.ReadLines("README.md").SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```")];

        Assert.Equal(["using Tureen;", "using Tureen.Ortc;", ""], readme.Take(3));
        Assert.Equal(example, readme.Skip(3));
    }
}
