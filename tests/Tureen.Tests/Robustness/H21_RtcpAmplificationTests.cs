using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Robustness;

/// <summary>What one peer asks for by RTCP must cost the others little: retransmissions, key frames, events.</summary>
public sealed class H21_RtcpAmplificationTests
{
    [Fact]
    public void H21_NACKs_for_everything_at_line_rate_make_no_more_than_the_stream_itself()
    {
        using var call = new HostileCall();
        ConsumerCore consumer = call.Call.Watch(call.Attacker, call.AttackerTransport, call.VictimProducer, out SimulatedVideoReceiver receiver);
        call.Run(TimeSpan.FromSeconds(1));
        var stream = consumer.Streams[0].Sender;
        long before = stream.PacketCount;
        byte[] nack = new byte[500];
        for (int round = 0; round < 100; round++)
        {
            ushort newest = stream.MaxSequence;
            ushort[] all = [.. Enumerable.Range(newest - 300, 300).Select(static i => (ushort)i)];
            int length = GenericNack.Write(nack, 1, receiver.Stream.Ssrc, all, out _);
            for (int i = 0; i < 10; i++)
            {
                call.PushRtcp(nack.AsSpan(0, length));
            }

            call.Run(TimeSpan.FromMilliseconds(10));
        }

        // One second: ten windows of a tenth, each with the stream's own packets or fifty.
        long sent = stream.PacketCount - before;
        long resent = stream.GetStats(call.Now).PacketsRetransmitted;
        Assert.InRange(resent, 1, sent + (11 * EngineLimits.MinRetransmissionsPerRoundTrip));
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H21_a_flood_of_PLIs_and_FIRs_reaches_the_publisher_as_a_few_requests()
    {
        using var call = new HostileCall();
        call.Call.Watch(call.Attacker, call.AttackerTransport, call.VictimProducer, out SimulatedVideoReceiver receiver);
        call.Run(TimeSpan.FromSeconds(1));
        int requests = call.VictimSender.KeyFrameRequests;
        byte[] packet = new byte[500];
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < 50; i++)
            {
                call.PushRtcp(packet.AsSpan(0, new PictureLossIndication(1, receiver.Stream.Ssrc).Write(packet)));
                int length = FullIntraRequest.Write(packet, 1, 0, new FirItem(receiver.Stream.Ssrc, (byte)i));
                call.PushRtcp(packet.AsSpan(0, length));
            }

            call.Run(TimeSpan.FromMilliseconds(10));
        }

        // Two seconds.
        int atMost = EngineLimits.KeyFrameRequestBurst + (2 * EngineLimits.KeyFrameRequestsPerSecond) + 2;
        Assert.InRange(call.VictimSender.KeyFrameRequests - requests, 1, atMost);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H21_a_flood_of_sender_reports_makes_few_events_for_the_watchers()
    {
        using var call = new HostileCall();
        call.PushRtp(call.MediaPacket(999, isKey: true));
        call.Server.Events.Clear();
        byte[] report = new byte[200];
        for (int i = 0; i < 10_000; i++)
        {
            // Loss that comes and goes makes the score come and go.
            call.PushRtp(call.MediaPacket((ushort)(1000 + (i * (i % 2 == 0 ? 1 : 3)))));
            int length = SenderReport.Write(report, new SenderInfo(call.AttackerStream.Ssrc, new NtpTime((ulong)i << 32), 0, 0, 0));
            call.PushRtcp(report.AsSpan(0, length));
        }

        Assert.InRange(call.Server.Events.Count, 0, 10);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H21_a_flood_of_receiver_reports_makes_few_events_and_a_thousand_reference_times_are_one()
    {
        using var call = new HostileCall();
        call.Call.Watch(call.Attacker, call.AttackerTransport, call.VictimProducer, out SimulatedVideoReceiver receiver);
        call.Run(TimeSpan.FromSeconds(1));
        call.Server.Events.Clear();
        byte[] packet = new byte[200];
        for (int i = 0; i < 10_000; i++)
        {
            var block = new ReportBlock(receiver.Stream.Ssrc, 0, i % 2 == 0 ? 0x7FFFFF : 0, 0, 0, 0, 0);
            int length = ReceiverReport.Write(packet, 1, [block]);
            length += ExtendedReport.Write(packet.AsSpan(length), 1, new ReceiverReferenceTimeBlock(new NtpTime(1)), []);
            call.PushRtcp(packet.AsSpan(0, length));
        }

        Assert.InRange(call.Server.Events.Count, 0, 10);
        call.AssertOthersUnharmed();
    }
}
