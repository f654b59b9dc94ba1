using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.DropIn;

/// <summary>An application on npm mediasoup that sends and receives by itself, between two of our workers.</summary>
public sealed class NodeDirectTests
{
    private const int Packets = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Packets_and_messages_go_from_a_direct_transport_over_a_pipe_to_another()
    {
        string? line = null;
        using ChildProcess node = ChildProcess.Start(
            "node",
            [Path.Combine(MediasoupNode.Folder, "direct-and-pipe.mjs")],
            null,
            text => line = text,
            environment: MediasoupNode.Environment);
        await node.WaitAsync(Limit);

        Assert.True(line?.StartsWith('{') == true, $"The application failed.\n{node.Log}");
        JsonNode seen = JsonNode.Parse(line)!;
        Assert.InRange(seen["rtp"]!.GetValue<int>(), Packets - 10, Packets);
        Assert.Equal(seen["rtp"]!.GetValue<int>(), seen["payloads"]!.GetValue<int>());
        Assert.Equal(Packets, seen["traces"]!["rtp"]!.GetValue<int>());
        Assert.True(seen["loudest"]!["isOurs"]!.GetValue<bool>());
        Assert.Equal(-5, seen["loudest"]!["volume"]!.GetValue<int>());
        Assert.Equal(1, seen["dominant"]!.GetValue<int>());
        Assert.Equal(
            ["51:all", "51:one", "51:two is required", "53:bytes"],
            seen["messages"]!.AsArray().Select(static message => message!.GetValue<string>()));
        Assert.Equal(seen["rtp"]!.GetValue<int>(), seen["stats"]!["sent"]!.GetValue<int>());
        Assert.Equal(4, seen["stats"]!["messages"]!.GetValue<int>());
        Assert.True(seen["isPipeClosed"]!.GetValue<bool>());
    }
}
