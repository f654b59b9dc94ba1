using System.Net;
using Tureen.Ortc;
using Tureen.Tests.Api;

namespace Tureen.Tests.Cases;

/// <summary>An address to which nobody can send is no candidate: the caller learns which one, and what to do.</summary>
public sealed class A10_UnreachableCandidateTests
{
    [Theory]
    [InlineData("0.0.0.0", null, false)]
    [InlineData("0.0.0.0", "", false)]
    [InlineData("::", null, false)]
    [InlineData("0:0:0:0:0:0:0:0", null, false)]
    [InlineData("0.0.0.0", "0.0.0.0", false)]
    [InlineData("127.0.0.1", "0.0.0.0", false)]
    [InlineData("127.0.0.1", "::", false)]
    [InlineData("0.0.0.0", "203.0.113.7", true)]
    public async Task It_is_refused_with_its_value(string ip, string? announced, bool exposes)
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        foreach (TransportProtocol protocol in Enum.GetValues<TransportProtocol>())
        {
            TransportListenInfo info = new() { Ip = ip, AnnouncedAddress = announced, ExposeInternalIp = exposes, Protocol = protocol };
            foreach (Func<Task> make in (Func<Task>[])
            [
                () => router.CreateWebRtcTransportAsync(new WebRtcTransportOptions { ListenInfos = [info] }),
                () => worker.CreateWebRtcServerAsync(new WebRtcServerOptions { ListenInfos = [info] }),
            ])
            {
                MediasoupTypeException refused = await Assert.ThrowsAsync<MediasoupTypeException>(make);
                string culprit = IPAddress.TryParse(announced, out _) && !exposes ? announced! : ip;
                Assert.Contains($"'{culprit}'", refused.Message, StringComparison.Ordinal);
                Assert.Contains("cannot send", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("0.0.0.0", "203.0.113.7", "203.0.113.7")]
    [InlineData("0.0.0.0", "sfu.example.org", "sfu.example.org")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    public async Task An_address_to_which_clients_can_send_is_taken(string ip, string? announced, string expected)
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        WebRtcTransport transport = await router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [new() { Ip = ip, AnnouncedAddress = announced }] });
        Assert.All(transport.IceCandidates, candidate => Assert.Equal(expected, candidate.Address));
    }

    [Fact]
    public async Task A_plain_transport_may_listen_everywhere_because_its_address_is_given_by_hand()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        PlainTransport transport = await router.CreatePlainTransportAsync(new PlainTransportOptions { ListenInfo = new() { Ip = "0.0.0.0" } });
        Assert.Equal("0.0.0.0", transport.Tuple.LocalAddress);
    }
}
