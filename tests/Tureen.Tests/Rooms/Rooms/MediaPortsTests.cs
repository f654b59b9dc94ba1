using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Rooms;

public sealed class MediaPortsTests
{
    [Fact]
    public async Task Browsers_get_each_address_with_ports_of_its_own()
    {
        await using WebApplication app = await RoomsHost.StartAsync(static options =>
        {
            options.AllowAnonymous = true;
            options.AnnouncedAddress = "192.0.2.1";
            options.FurtherAddresses = ["192.0.2.7", "media.example.org"];
        });
        await using DemoClient ann = new(await RoomsHost.ConnectAsync(app, "studio", "ann"), Dialect.Classic);

        JsonNode transport = await ann.Raw.RequestAsync(
            "createWebRtcTransport", new JsonObject { ["forceTcp"] = false, ["producing"] = true, ["consuming"] = false, ["sctpCapabilities"] = null });

        JsonNode[] candidates = [.. transport["iceCandidates"]!.AsArray().Select(static one => one!)];
        Assert.Equal(
            ["192.0.2.1", "192.0.2.1", "192.0.2.7", "192.0.2.7", "media.example.org", "media.example.org"],
            candidates.Select(static one => one["address"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(3, candidates.Where(static one => one["protocol"]!.GetValue<string>() == "udp").Select(static one => one["port"]!.GetValue<int>()).Distinct().Count());
    }
}
