using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Testing.Simulation;
using Tureen.Tests.Robustness;

namespace Tureen.Tests.Fuzz;

/// <summary>Mutations of everything that peers sent in a call, given to the worker in the midst of another one.</summary>
public sealed class WorkerFuzzTests
{
    private const int Inputs = 100_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_datagrams_of_all_kinds_throw_nothing_keep_memory_bounded_and_the_call_lives(ulong seed)
    {
        var recorder = new DatagramRecorder();
        using var call = new HostileCall(seed, recorder);
        var mutator = new WireMutator(seed, [.. recorder.Sample(), .. GenuineMedia(call)]);
        TransportTuple stranger = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, 666) };
        for (int i = 0; i < Inputs; i++)
        {
            Span<byte> input = mutator.Next();
            call.Server.Worker.HandleDatagram(call.Now, i % 4 == 0 ? stranger : call.AttackerTuple, input, call.Server.Sink);
            if (i % 1000 == 0)
            {
                call.Server.DrainEvents();
                call.Run(TimeSpan.FromMilliseconds(5));
            }
        }

        AssertAlive(call, seed);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_plain_packets_under_the_right_keys_throw_nothing_and_the_others_call_lives(ulong seed)
    {
        using var call = new HostileCall(seed);
        call.Call.Watch(call.Attacker, call.AttackerTransport, call.VictimProducer, out SimulatedVideoReceiver watching);
        call.Run(TimeSpan.FromMilliseconds(100));
        var rtp = new WireMutator(seed, RtpModels(call));
        var rtcp = new WireMutator(seed + 100, RtcpModels(call, watching.Stream.Ssrc));
        ushort sequence = 1;
        for (int i = 0; i < Inputs / 2; i++)
        {
            PushMutatedRtp(call, rtp.Next(), sequence++);
            Span<byte> control = rtcp.Next();
            if (control.Length >= 8)
            {
                call.PushRtcp(control);
            }

            if (i % 1000 == 0)
            {
                call.Run(TimeSpan.FromMilliseconds(5));
            }
        }

        AssertAlive(call, seed);
    }

    private static void AssertAlive(HostileCall call, ulong seed)
    {
        call.Server.DrainEvents();
        Assert.True(call.Drops.Total > 1000, $"seed {seed}");
        Assert.True(call.Server.Worker.LeasedPackets < 12_000, $"seed {seed}: {call.Server.Worker.LeasedPackets} packets are held");
        Assert.InRange(call.AttackerTransport.Path.Srtp!.ReceivedSsrcCount, 0, EngineLimits.MaxSrtpStreams);
        Assert.InRange(call.AttackerTransport.Media.ProducerTable.BySsrc.Count, 2, 8);
        Assert.InRange(call.Server.Worker.Context.Deadlines.Count, 4, 16);
        Assert.True(call.AttackerTransport.IsConnected, $"seed {seed}");
        call.AssertOthersUnharmed();
    }

    /// <summary>Packets of the hostile peer that were not sent yet, so that one which stays as it is counts as new.</summary>
    private static byte[][] GenuineMedia(HostileCall call)
    {
        byte[][] datagrams = new byte[24][];
        for (int i = 0; i < datagrams.Length; i++)
        {
            byte[] datagram = new byte[300];
            Assert.True(RtpPacket.TryParse(call.MediaPacket((ushort)(1000 + i), isKey: i == 0), out RtpPacket packet));
            datagrams[i] = datagram[..call.Attacker.Encrypt(packet, datagram)];
        }

        return datagrams;
    }

    /// <summary>Keeps the number and the SSRC mostly right, lest almost all be refused for them.</summary>
    private static void PushMutatedRtp(HostileCall call, Span<byte> input, ushort sequence)
    {
        if (input.Length >= 12 && sequence % 8 != 0)
        {
            input[0] = (byte)(0x80 | (input[0] & 0x3F));
            BinaryPrimitives.WriteUInt16BigEndian(input[2..], sequence);
            BinaryPrimitives.WriteUInt32BigEndian(input[8..], sequence % 16 == 1 ? call.AttackerStream.RtxSsrc : call.AttackerStream.Ssrc);
        }

        if (RtpPacket.TryParse(input, out RtpPacket packet))
        {
            call.PushRtp(packet);
        }
    }

    private static byte[][] RtpModels(HostileCall call)
    {
        byte[] withExtensions = new byte[120];
        var writer = new RtpHeaderWriter(withExtensions, call.AttackerStream.PayloadType, true, 1, 1, call.AttackerStream.Ssrc);
        for (int id = 1; id < 15; id++)
        {
            writer.AddExtension(id, [.. Enumerable.Range(0, 1 + (id % 4)).Select(static i => (byte)i)]);
        }

        writer.Finish();
        byte[] rtx = call.MediaPacket(1, payloadType: call.AttackerStream.RtxPayloadType, ssrc: call.AttackerStream.RtxSsrc);
        return [call.MediaPacket(1, isKey: true), call.MediaPacket(2), withExtensions, rtx];
    }

    private static byte[][] RtcpModels(HostileCall call, uint watched)
    {
        byte[] buffer = new byte[1000];
        uint own = call.AttackerStream.Ssrc;
        return
        [
            buffer[..SenderReport.Write(buffer, new SenderInfo(own, new NtpTime(1UL << 40), 1, 2, 3))],
            buffer[..ReceiverReport.Write(buffer, 1, [new ReportBlock(watched, 5, 6, 7, 8, 9, 10)])],
            buffer[..GenericNack.Write(buffer, 1, watched, [1, 2, 3, 90], out _)],
            buffer[..new PictureLossIndication(1, watched).Write(buffer)],
            buffer[..FullIntraRequest.Write(buffer, 1, 0, new FirItem(watched, 1))],
            buffer[..ExtendedReport.Write(
                buffer, 1, new ReceiverReferenceTimeBlock(new NtpTime(1)), [new DlrrEntry(own, 1, 2)])],
        ];
    }
}
