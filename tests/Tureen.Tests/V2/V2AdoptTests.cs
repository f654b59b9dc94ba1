using Tureen.Ortc;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Peers of v2 and of v3 on one router.</summary>
public sealed class V2AdoptTests
{
    [Fact]
    public async Task A_peer_of_v2_shows_a_producer_of_v3_and_v3_consumes_one_of_v2()
    {
        await using V2Pair pair = await V2Pair.CreateAsync("video");
        Router router = await pair.Scene.Room.GetRouterAsync();
        V2Client guest = await pair.Scene.JoinAsync("guest");
        Tureen.PlainTransport transport = await router.CreatePlainTransportAsync(
            new PlainTransportOptions { ListenInfo = new TransportListenInfo { Ip = "127.0.0.1" }, Comedia = true });
        Tureen.Producer core = await transport.ProduceAsync(new ProducerOptions { Kind = MediaKind.Video, RtpParameters = Vp8() });
        pair.Take();

        Tureen.V2.Producer adopted = guest.Peer.AdoptProducer(core);
        Tureen.Consumer v3 = await transport.ConsumeAsync(
            new ConsumerOptions { ProducerId = pair.Producer.RouterProducer.Id, RtpCapabilities = router.RtpCapabilities });
        Tureen.V2.Consumer seen = pair.Bob.Peer.GetConsumerForSource(adopted)!;
        await pair.Bob.EnableAsync(seen, 2);

        Assert.Equal(["alice< newConsumer", "bob< newConsumer"], pair.Take());
        Assert.Equal(101, seen.RtpParameters["codecs"]![0]!["payloadType"]!.GetValue<int>());
        Assert.Equal(101, v3.RtpParameters.Codecs[0].PayloadType);
        Assert.True(seen.Enabled);
        TaskCompletionSource<Originator> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        seen.OnClose += (originator, _) => closed.SetResult(originator);
        core.Close();
        Assert.Equal(Originator.Remote, await closed.Task.WaitAsync(TestContext.Current.CancellationToken));
        Assert.True(seen.Closed && adopted.Closed);
    }

    private static RtpParameters Vp8() => new()
    {
        Mid = "0",
        Codecs = [new() { MimeType = "video/VP8", PayloadType = 96, ClockRate = 90_000 }],
        Encodings = [new() { Ssrc = 99 }],
    };
}
