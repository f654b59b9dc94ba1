using System.Net;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Downlinks.Relays;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>A browser that receives through a relay of its own, and what it notes.</summary>
internal sealed class DownlinkViewer : IDisposable
{
    private readonly BrowserPage _page;

    private DownlinkViewer(UdpRelay relay, BrowserPage page)
    {
        Relay = relay;
        _page = page;
    }

    public UdpRelay Relay { get; }

    public VideoTimeline Timeline { get; } = new();

    /// <summary>When it had joined, in milliseconds since 1970.</summary>
    public double JoinedAt { get; } = VideoTimeline.Now;

    /// <param name="call">The room.</param>
    /// <param name="browser">The kind of browser.</param>
    /// <param name="peerId">Who joins.</param>
    /// <param name="server">Where the server's media leave.</param>
    /// <param name="link">The link to the viewer; its delay is that of both directions.</param>
    public static async Task<DownlinkViewer> JoinAsync(Call call, string browser, string peerId, IPEndPoint server, LinkConditions link)
    {
        UdpRelay relay = await UdpRelay.StartAsync(server, call.NetworkName);
        try
        {
            relay.SetDown(link);
            relay.SetUp(new LinkConditions { Delay = link.Delay });
            BrowserPage page = await call.OpenAsync(browser);
            await page.JoinAsync(call.Server.RoomUrl(Call.RoomId, peerId), new JsonObject
            {
                ["audio"] = false,
                ["video"] = false,
                ["relayPort"] = relay.Port,
            });
            await page.CallAsync("startSamples");
            return new DownlinkViewer(relay, page);
        }
        catch
        {
            relay.Dispose();
            throw;
        }
    }

    /// <summary>Takes what the browser has noted.</summary>
    public async Task TakeAsync() => Timeline.Add(await _page.CallAsync<VideoSample[]>("samples"));

    public async Task<ServerView> GetServerViewAsync()
    {
        JsonNode transport = (await _page.CallAsync("serverStats"))!["transports"]!.AsArray()[^1]!;
        return new ServerView(
            transport["availableOutgoingBitrate"]?.GetValue<long>() ?? 0,
            transport["probationBytesSent"]!.GetValue<long>(),
            transport["bytesSent"]!.GetValue<long>());
    }

    /// <summary>The streams that the browser counts.</summary>
    public async Task<IReadOnlyList<long>> GetReceivedSsrcsAsync() =>
        [.. (await _page.CallAsync("receivedSsrcs"))!.AsArray().Select(static ssrc => ssrc!.GetValue<long>())];

    public void Dispose() => Relay.Dispose();
}
