using System.Net;
using System.Net.Sockets;
using Tureen.Tests.Engine.Rtp;

namespace Tureen.Tests.Api.Workers;

/// <summary>A worker whose thread fails takes down what it carries, and nothing else.</summary>
public sealed class WorkerFailureTests
{
    [Fact]
    public async Task All_that_it_carries_raises_its_events_from_the_leaves_up_and_its_sockets_are_free()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeAudioAsync();
        AudioLevelObserver levels = await call.Scene.Router.CreateAudioLevelObserverAsync();
        int port = call.Sender.IceCandidates[0].Port;
        var events = new List<string>();
        call.Audio.OnTransportClose += () => events.Add("producer");
        consumer.OnTransportClose += () => events.Add("consumer");
        call.Sender.OnRouterClose += () => events.Add("sender");
        call.Receiver.OnRouterClose += () => events.Add("receiver");
        levels.OnRouterClose += () => events.Add("observer");
        call.Scene.Router.OnWorkerClose += () => events.Add("router");
        call.Scene.Worker.OnDied += _ => events.Add("died");
        call.Scene.Worker.OnSubprocessClose += () => events.Add("subprocessclose");
        call.Scene.Worker.Observer.OnClose += () => events.Add("close");

        call.Scene.Worker.Fail(new InvalidOperationException("broken"));
        Task<WorkerDump> asked = call.Scene.Worker.DumpAsync();
        await Assert.ThrowsAsync<WorkerClosedException>(() => asked);
        await call.Scene.Worker.DisposeAsync();

        Assert.Equal(["consumer", "died", "observer", "producer", "receiver", "router", "sender"], events[..7].Order());
        Assert.Equal(["router", "died", "subprocessclose", "close"], events[^4..]);
        Assert.InRange(events.IndexOf("producer"), 0, events.IndexOf("sender"));
        Assert.InRange(events.IndexOf("consumer"), 0, events.IndexOf("receiver"));
        Assert.True(call.Audio.Closed && consumer.Closed && call.Sender.Closed && levels.Closed && call.Scene.Router.Closed);
        using var again = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        await Assert.ThrowsAsync<WorkerClosedException>(() => consumer.GetStatsAsync());
        call.Audio.Close();
        call.Scene.Router.Close();
        call.Scene.Worker.Close();
    }

    [Fact]
    public async Task Another_worker_of_the_process_goes_on()
    {
        await using Scene failing = await Scene.CreateAsync();
        await using Scene healthy = await Scene.CreateAsync();
        DirectTransport transport = await healthy.Router.CreateDirectTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        Consumer consumer = await transport.ConsumeAsync(
            new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = healthy.PeerCapabilities() });
        int received = 0;
        consumer.OnRtp += _ => received++;
        producer.Send(RtpBytes.Packet(111, 1, 0, 11111111, payload: 20));
        await healthy.SettleAsync();

        failing.Worker.Fail(new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<WorkerClosedException>(failing.Worker.DumpAsync);
        producer.Send(RtpBytes.Packet(111, 2, 960, 11111111, payload: 20));
        await healthy.SettleAsync();

        Assert.True(failing.Worker.Died);
        Assert.Equal(2, received);
        Assert.False(healthy.Worker.Closed || healthy.Router.Closed || producer.Closed);
        await using Worker next = await Mediasoup.CreateWorkerAsync();
        Assert.Empty((await next.DumpAsync()).RouterIds);
    }

    [Fact]
    public async Task A_failure_after_close_is_no_death()
    {
        await using Scene scene = await Scene.CreateAsync();
        int deaths = 0;
        scene.Worker.OnDied += _ => deaths++;
        scene.Worker.Close();
        scene.Worker.Fail(new InvalidOperationException("broken"));
        await scene.Worker.DisposeAsync();

        Assert.Equal(0, deaths);
        Assert.False(scene.Worker.Died);
    }
}
