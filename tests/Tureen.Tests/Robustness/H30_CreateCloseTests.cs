using Tureen.Engine.Forwarding;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Tests.Robustness;

/// <summary>Whatever is made and closed a hundred thousand times leaves nothing behind.</summary>
public sealed class H30_CreateCloseTests
{
    private const int Cycles = 25_000;

    [Fact]
    public void H30_routers_and_transports_leave_no_socket_deadline_or_lease()
    {
        using var call = new HostileCall();
        Counts before = CountsOf(call);
        for (int i = 0; i < Cycles; i++)
        {
            RouterCore router = call.Server.Worker.CreateRouter("cycle");
            WebRtcTransportCore transport = router.CreateWebRtcTransport(LatePeer.Options("cycle"));
            if (i % 2 == 0)
            {
                transport.Close(call.Now, call.Server.Sink);
            }

            router.Close(call.Now, call.Server.Sink);
        }

        Assert.Equal(before, CountsOf(call));
        Assert.Single(call.Server.Worker.Routers);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H30_producers_and_consumers_with_media_leave_no_SSRC_deadline_or_lease()
    {
        using var call = new HostileCall();
        ProducerCoreOptions producerOptions = call.AttackerProducer.Options;
        ConsumerCoreOptions consumerOptions = call.AttackerConsumer.Options;
        call.AttackerTransport.Media.CloseProducer(call.Now, call.AttackerProducer, call.Server.Sink);
        call.Server.DrainEvents();
        Counts before = CountsOf(call);
        for (int i = 0; i < Cycles; i++)
        {
            ProducerCore producer = call.AttackerTransport.Produce(call.Now, producerOptions);
            RtpParameters parameters = consumerOptions.RtpParameters.Clone();
            parameters.Encodings[0].Ssrc = 10_000_000u + (uint)(2 * i);
            parameters.Encodings[0].Rtx!.Ssrc = 10_000_001u + (uint)(2 * i);
            ConsumerCore consumer = call.InnocentTransport.Consume(
                call.Now, producer.Id, consumerOptions with { RtpParameters = parameters }, call.Server.Sink);
            call.PushRtp(call.MediaPacket((ushort)i, isKey: true));
            if (i % 2 == 0)
            {
                call.InnocentTransport.Media.CloseConsumer(consumer);
            }

            call.AttackerTransport.Media.CloseProducer(call.Now, producer, call.Server.Sink);
            call.Server.DrainEvents();
            call.Server.Events.Clear();
        }

        Assert.Equal(before, CountsOf(call));
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H30_what_is_asked_of_a_closed_thing_or_under_a_taken_id_throws_and_leaves_nothing()
    {
        using var call = new HostileCall();
        Counts before = CountsOf(call);
        Assert.Throws<MediasoupException>(() => call.Server.Worker.CreateRouter("router"));
        Assert.Throws<MediasoupException>(() => call.Call.Router.CreateWebRtcTransport(LatePeer.Options(call.AttackerTransport.Id)));
        Assert.Throws<MediasoupException>(() => call.AttackerTransport.Produce(call.Now, call.AttackerProducer.Options));
        Assert.Throws<MediasoupException>(() => call.InnocentTransport.Produce(call.Now, call.AttackerProducer.Options));
        Assert.Empty(call.InnocentTransport.Media.ProducerTable.BySsrc);
        Assert.Throws<NotFoundException>(() =>
            call.InnocentTransport.Consume(call.Now, "nobody", call.AttackerConsumer.Options, call.Server.Sink));
        Assert.Throws<MediasoupException>(() =>
            call.InnocentTransport.Consume(call.Now, call.AttackerProducer.Id, call.AttackerConsumer.Options, call.Server.Sink));
        Assert.Equal(before, CountsOf(call));

        RouterCore router = call.Server.Worker.CreateRouter("closed");
        WebRtcTransportCore transport = router.CreateWebRtcTransport(LatePeer.Options("closed"));
        router.Close(call.Now, call.Server.Sink);
        router.Close(call.Now, call.Server.Sink);
        transport.Close(call.Now, call.Server.Sink);
        Assert.Throws<InvalidStateException>(() => router.CreateWebRtcTransport(LatePeer.Options("late")));
        Assert.Throws<InvalidStateException>(() => transport.Produce(call.Now, call.AttackerProducer.Options));
        Assert.Throws<InvalidStateException>(() => transport.Connect(call.Now, call.Attacker.DtlsParameters, call.Server.Sink));
        Assert.Equal(before, CountsOf(call));
        call.AssertOthersUnharmed();
    }

    private static Counts CountsOf(HostileCall call) => new(
        call.Server.OpenSockets,
        call.Server.Worker.OpenSockets,
        call.Server.Worker.Context.Deadlines.Count,
        call.Server.Worker.LeasedPackets,
        call.Call.Router.Transports.Count,
        call.Call.Router.Producers.Count,
        call.AttackerTransport.Path.Srtp!.ReceivedSsrcCount,
        call.InnocentTransport.Path.Srtp!.SentSsrcCount,
        call.InnocentTransport.Media.Consumers.Count);

    private sealed record Counts(
        int HostSockets,
        int Sockets,
        int Deadlines,
        int Leases,
        int Transports,
        int Producers,
        int ReceivedSsrcs,
        int SentSsrcs,
        int Consumers);
}
