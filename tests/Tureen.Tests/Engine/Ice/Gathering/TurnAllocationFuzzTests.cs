using System.Text;
using Tureen.Engine.Ice.Gathering;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;
using Tureen.Testing;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Ice.Gathering;

/// <summary>A TURN server that answers anything at all, with the right key, a wrong one or none.</summary>
public sealed class TurnAllocationFuzzTests
{
    private const int Steps = 4_000;

    /// <summary>Datagrams. A deadline may repeat the request of each peer.</summary>
    private const int MaxSentInDeadline = (2 * EngineLimits.MaxTurnPeers) + 2;

    private static readonly TransportTuple Tuple = new(7, TransportProtocol.Udp, NetworkAddress.FromIPv4(0xC0000201, 3478));
    private static readonly byte[] Key = SimulatedTurnServer.KeyOf("user", "password");
    private static readonly int[] Codes = [300, 400, 401, 403, 437, 438, 442, 486, 508, 0, 799];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Whatever_the_server_says_the_client_stays_within_its_bounds(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var sink = new RecordingDatagramSink();
        TurnAllocation allocation = Start(random, sink, out Timestamp now);
        byte[] last = sink.TakeAll()[^1].Bytes;

        for (int step = 0; step < Steps; step++)
        {
            string where = $"seed {seed}, step {step}";
            if (allocation.State == TurnState.Failed)
            {
                allocation = Start(random, sink, out _);
            }

            Act(random, allocation, now, last, sink);
            Assert.True(sink.Datagrams.Count <= 2, $"{sink.Datagrams.Count} datagrams for one: {where}");
            last = KeepRequest(sink, last);
            now = random.Next(0, 2) == 0 && !allocation.NextDeadline.IsNever && allocation.NextDeadline > now
                ? allocation.NextDeadline
                : now + TimeSpan.FromMilliseconds(random.Next(0, 300));
            allocation.HandleDeadline(now, sink);
            Assert.InRange(sink.Datagrams.Count, 0, MaxSentInDeadline);
            Assert.True(allocation.NextDeadline > now, $"It would spin: {where}.");
            Assert.True(allocation.Peers.Count <= EngineLimits.MaxTurnPeers, where);
            last = KeepRequest(sink, last);
        }
    }

    private static TurnAllocation Start(SeededRandomSource random, RecordingDatagramSink sink, out Timestamp now)
    {
        now = Timestamp.FromMilliseconds(1_000);
        var allocation = new TurnAllocation(random, new TurnServer("turn:test", Tuple, "user", "password", WantsIPv6: false));
        allocation.Start(now, sink);
        return allocation;
    }

    private static byte[] KeepRequest(RecordingDatagramSink sink, byte[] last) =>
        sink.TakeAll().LastOrDefault(static sent => sent.Bytes.Length >= StunHeader.Length && sent.Bytes[0] == 0 && (sent.Bytes[1] & 0x10) == 0).Bytes ?? last;

    private static void Act(SeededRandomSource random, TurnAllocation allocation, Timestamp now, byte[] request, RecordingDatagramSink sink)
    {
        if (random.Next(0, 4) == 0)
        {
            allocation.SendTo(now, Peer(random), new byte[random.Next(0, 1_300)], sink);
            return;
        }

        byte[] frame = random.Next(0, 5) == 0 ? Noise(random) : Answer(random, request);
        allocation.TryReceive(now, frame, sink, out NetworkAddress _, out Span<byte> data, out DropReason _);
        Assert.True(data.Length <= frame.Length);
    }

    private static NetworkAddress Peer(SeededRandomSource random) => NetworkAddress.FromIPv4(0x0A000000u + (uint)random.Next(0, 100), 5_000);

    private static byte[] Noise(SeededRandomSource random)
    {
        var bytes = new byte[random.Next(0, 60)];
        random.Fill(bytes);
        return bytes;
    }

    private static byte[] Answer(SeededRandomSource random, byte[] request)
    {
        var buffer = new byte[1_280];
        ushort method = random.Next(0, 9) == 0 ? (ushort)random.Next(0, 10) : StunHeader.DecodeMethod((ushort)((request[0] << 8) | request[1]));
        var writer = new StunWriter(buffer, (StunClass)random.Next(1, 3), request.AsSpan(StunHeader.TransactionIdOffset, StunHeader.TransactionIdLength), method);
        for (int i = random.Next(0, 6); i > 0; i--)
        {
            AddAttribute(random, ref writer);
        }

        if (random.Next(0, 2) > 0)
        {
            writer.WriteMessageIntegrity(random.Next(0, 5) == 0 ? [1, 2, 3] : Key);
        }

        byte[] answer = buffer[..writer.Length];
        if (random.Next(0, 9) == 0)
        {
            answer[random.Next(0, answer.Length - 1)] ^= (byte)random.Next(1, 255);
        }

        return answer;
    }

    private static void AddAttribute(SeededRandomSource random, ref StunWriter writer)
    {
        switch (random.Next(0, 7))
        {
            case 0:
                writer.WriteErrorCode((StunErrorCode)Codes[random.Next(0, Codes.Length - 1)], []);
                break;
            case 1:
                writer.WriteBytes(StunAttributeType.Realm, Encoding.UTF8.GetBytes("tureen"));
                writer.WriteBytes(StunAttributeType.Nonce, new byte[random.Next(0, 2) == 0 ? random.Next(0, 300) : 8]);
                break;
            case 2:
                writer.WriteUInt32(StunAttributeType.Lifetime, random.NextUInt32() >> random.Next(0, 31));
                break;
            case 3:
                writer.WriteXorAddress(StunAttributeType.XorRelayedAddress, Peer(random));
                break;
            case 4:
                writer.WriteXorAddress(StunAttributeType.XorPeerAddress, Peer(random));
                break;
            case 5:
                writer.WriteBytes(StunAttributeType.Data, new byte[random.Next(0, 40)]);
                break;
            case 6:
                byte[] other = [0, 1, 13, (byte)random.Next(0, 255), 10, 0, 0, (byte)random.Next(0, 255)];
                writer.WriteBytes(StunAttributeType.AlternateServer, other);
                break;
            default:
                writer.WriteBytes((StunAttributeType)random.Next(0, 0xFFFF), new byte[random.Next(0, 9)]);
                break;
        }
    }
}
