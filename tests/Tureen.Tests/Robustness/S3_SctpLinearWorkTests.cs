using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;
using Tureen.Tests.Engine.Sctp.Send;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;
using static Tureen.Tests.Robustness.SctpAttacker;

namespace Tureen.Tests.Robustness;

/// <summary>
/// One packet may cause no more steps than it has bytes, however full the tables are behind it; what it releases may add some steps
/// for each item, once.
/// </summary>
public sealed class S3_SctpLinearWorkTests
{
    private const int Held = 14_000;

    /// <summary>Steps for an item that leaves a table of so many: heaps cost a logarithm.</summary>
    private const int StepsPerItem = 20;

    [Fact]
    public void S3_140_forward_tsns_in_a_packet_over_14000_held_fragments()
    {
        var attacker = new SctpAttacker();
        HoldFragments(attacker);
        for (int i = 0; i < 100; i++)
        {
            byte[][] chunks = [.. Enumerable.Range(0, 140).Select(_ => ForwardTsn(attacker.NextTsn++))];
            AssertLinear(attacker, attacker.Make(chunks));
        }

        Assert.Equal(Held, attacker.Pool.Leased);
    }

    [Fact]
    public void S3_one_forward_tsn_that_names_280_streams_over_14000_held_messages()
    {
        var attacker = new SctpAttacker();
        HoldMessages(attacker, streams: 280, firstSequence: 2000);
        for (ushort sequence = 0; sequence < 1000; sequence++)
        {
            AssertLinear(attacker, attacker.Make(ForwardAll(attacker, 280, sequence)));
        }

        Assert.Equal(Held, attacker.Pool.Leased);

        // Then one that releases all: each costs once.
        AssertLinear(attacker, attacker.Make(ForwardAll(attacker, 280, 2100)), items: Held);
        Assert.Equal(Held, attacker.Victim.Messages.Count);
        Assert.Equal(0, attacker.Pool.Leased);
    }

    [Fact]
    public void S3_one_forward_tsn_that_names_one_stream_that_holds_14000_messages()
    {
        var attacker = new SctpAttacker();
        HoldMessages(attacker, streams: 1, firstSequence: 10_000);
        for (ushort sequence = 0; sequence < 1000; sequence++)
        {
            AssertLinear(attacker, attacker.Make(ForwardTsn(attacker.NextTsn++, (0, sequence))));
        }

        Assert.Equal(Held, attacker.Pool.Leased);
    }

    [Fact]
    public void S3_a_reset_of_560_streams_that_each_hold_messages()
    {
        var attacker = new SctpAttacker();
        HoldMessages(attacker, streams: 560, firstSequence: 2000);
        byte[] reset = attacker.Make(OutgoingReset(attacker.NextRequest++, attacker.NextTsn - 1, Enumerable.Range(0, 560)));
        AssertLinear(attacker, reset, items: Held);
        Assert.Equal(0, attacker.Pool.Leased);
    }

    [Fact]
    public void S3_a_reset_of_560_streams_beside_14000_fragments_of_others()
    {
        var attacker = new SctpAttacker();
        HoldFragments(attacker);
        for (int i = 0; i < 100; i++)
        {
            byte[] reset = attacker.Make(OutgoingReset(attacker.NextRequest++, attacker.NextTsn - 1, Enumerable.Range(20_000, 560)));
            AssertLinear(attacker, reset);
        }

        Assert.Equal(Held, attacker.Pool.Leased);
    }

    [Fact]
    public void S3_resets_of_all_streams_cost_what_they_drop()
    {
        var attacker = new SctpAttacker();
        HoldMessages(attacker, streams: Held, firstSequence: 2000);
        AssertLinear(attacker, attacker.Make(OutgoingReset(attacker.NextRequest++, attacker.NextTsn - 1)), items: Held);
        Assert.Equal(0, attacker.Pool.Leased);
        for (int i = 0; i < 100; i++)
        {
            attacker.Hold(flags: 2, i, 5);
            attacker.Flush();
            byte[][] resets = [.. Enumerable.Range(0, 50).Select(_ => OutgoingReset(attacker.NextRequest++, attacker.NextTsn - 1))];
            AssertLinear(attacker, attacker.Make(resets));
        }
    }

    [Fact]
    public void S3_117_incoming_resets_of_65000_streams_and_their_answers()
    {
        var attacker = new SctpAttacker();
        uint victimRequest = attacker.FirstTsnOfVictim;
        for (int i = 0; i < 117; i++)
        {
            byte[] request = attacker.Make(IncomingReset(attacker.NextRequest++, Enumerable.Range(i * 555, 555)));
            AssertLinear(attacker, request);
        }

        Assert.InRange(attacker.Victim.Association.GetStats().OutboundStreamStates, 1, SctpLimits.MaxPendingResets);
        for (int i = 0; i < 600; i++)
        {
            // The next request, which the answer brings about, names up to 128 streams.
            AssertLinear(attacker, attacker.Make(Performed(victimRequest++)), items: SctpLimits.MaxStreamsPerReset);
        }

        Assert.Equal(0, attacker.Victim.Association.GetStats().OutboundStreamStates);
        Assert.InRange(attacker.BytesReceived, 1, attacker.BytesSent);
    }

    [Fact]
    public void S3_56_SACKs_in_a_packet_over_16000_outstanding_chunks()
    {
        const int Outstanding = 16_053;
        var attacker = new SctpAttacker();
        attacker.LetVictimSend(Outstanding);
        byte[] sack = Sack(attacker.FirstTsnOfVictim - 1, (2, Outstanding));
        byte[] packet = attacker.Make([.. Enumerable.Repeat(sack, 56)]);
        AssertLinear(attacker, packet, items: Outstanding);
        for (int i = 0; i < 100; i++)
        {
            AssertLinear(attacker, packet);
        }
    }

    [Fact]
    public void S3_SACKs_that_each_report_one_more_chunk_of_16000()
    {
        const ushort Outstanding = 16_000;
        var attacker = new SctpAttacker();
        attacker.LetVictimSend(Outstanding);
        long before = StepCounter.Steps;
        for (ushort i = 0; i < 2000; i++)
        {
            attacker.Send(Sack(attacker.FirstTsnOfVictim - 1, ((ushort)(Outstanding - i), Outstanding)));
        }

        // All before are reported missing three times, sent again, and then no more looked at.
        Assert.InRange(StepCounter.Steps - before, 1, (long)Outstanding * StepsPerItem);
        AssertLinear(attacker, attacker.Make(Sack(attacker.FirstTsnOfVictim - 1, (Outstanding - 2000, Outstanding))), items: 10);
    }

    [Fact]
    public void S3_DATA_with_TSNs_in_disorder_among_1024_gaps()
    {
        var attacker = new SctpAttacker();
        for (int i = 0; i < SctpLimits.MaxGapRanges; i++)
        {
            attacker.Send(Data(attacker.NextTsn + 5 + (uint)(i * 60), flags: 2, (ushort)i, payload: 1));
        }

        var random = new SeededRandomSource(3);
        for (int i = 0; i < 200; i++)
        {
            byte[][] chunks = [.. Enumerable.Range(0, 58).Select(_ => Data(
                attacker.NextTsn + (uint)random.Next(1, 65_000), flags: 2, (ushort)random.Next(0, 60_000), payload: 1))];
            AssertLinear(attacker, attacker.Make(chunks));
        }
    }

    /// <summary>
    /// Recipes of small chunks, of which a packet holds many: what they bring about is no more than they are, besides a SACK and some headers.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(0xFE)]
    [InlineData(130)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(14)]
    public void S3_many_small_chunks_in_a_packet_are_answered_with_no_more_bytes(byte type)
    {
        var attacker = new SctpAttacker();
        byte[] value = type switch
        {
            130 => [.. Parameter(17, [.. Number(77), 0, 1, 0, 0])],
            7 => [.. Number(attacker.FirstTsnOfVictim - 1)],
            _ => [],
        };
        byte[][] chunks = [.. Enumerable.Repeat(Chunk(type, 0, value), 1140 / (value.Length + 4))];
        int before = attacker.BytesReceived;
        AssertLinear(attacker, attacker.Make(chunks));
        Assert.InRange(attacker.BytesReceived - before, 0, 1200 + 32);
    }

    [Fact]
    public void S3_a_timeout_that_gives_up_400_interleaved_messages()
    {
        const int Messages = 400;
        var sent = new SentChunks(10_000_000, isInterleaving: true) { PeerWindow = 10_000_000 };
        GrowWindow(sent, 1_000_000);
        for (int i = 0; i < Messages; i++)
        {
            sent.Send(1800, (ushort)i, new SendParameters(MaxRetransmissions: 0));
        }

        FlushAll(sent);
        long before = StepCounter.Steps;
        sent.ExpireTimer();
        Assert.InRange(StepCounter.Steps - before, Messages * 2, Messages * 2 * StepsPerItem);
    }

    [Fact]
    public void S3_SACKs_over_5000_messages_that_were_given_up()
    {
        const int Messages = 5000;
        var sent = new SentChunks(10_000_000) { PeerWindow = 10_000_000 };
        GrowWindow(sent, 250_000);
        for (int i = 0; i < Messages; i++)
        {
            sent.Send(20, (ushort)(i % 300), new SendParameters(MaxRetransmissions: 0));
        }

        FlushAll(sent);
        uint first = sent.Sender.NextTsn - Messages;
        sent.ExpireTimer();
        sent.Flush();
        Assert.Equal(SctpLimits.MaxSkippedMessages, sent.Skipped.Length);
        for (uint i = 0; i < 1000; i++)
        {
            // A FORWARD-TSN leaves each time; it has as many bytes as the steps that it may cost.
            long before = StepCounter.Steps;
            sent.Sack(first + i);
            sent.Flush();
            Assert.NotNull(sent.ForwardTsn);
            Assert.InRange(StepCounter.Steps - before, 1, 8 + (4 * SctpLimits.MaxSkippedMessages));
        }
    }

    private static void GrowWindow(SentChunks sent, int bytes)
    {
        while (sent.Sender.CongestionWindow < bytes)
        {
            while (sent.Sender.TotalBufferedAmount < sent.Sender.CongestionWindow + 5000)
            {
                sent.Send(1150, 1);
            }

            FlushAll(sent);
            sent.Sack(sent.Sender.NextTsn - 1);
        }

        while (!sent.Sender.IsDrained)
        {
            FlushAll(sent);
            sent.Sack(sent.Sender.NextTsn - 1);
        }
    }

    private static void FlushAll(SentChunks sent)
    {
        while (sent.Flush().Count > 0)
        {
        }
    }

    private static void HoldFragments(SctpAttacker attacker)
    {
        for (int i = 0; i < Held; i++)
        {
            attacker.Hold(flags: (byte)(i % 2 == 0 ? 2 : 6), i, 5);
        }

        attacker.Flush();
        Assert.Equal(Held, attacker.Pool.Leased);
    }

    private static void HoldMessages(SctpAttacker attacker, int streams, int firstSequence)
    {
        for (int i = 0; i < Held; i++)
        {
            attacker.Hold(flags: 3, i % streams, firstSequence + (i / streams));
        }

        attacker.Flush();
        Assert.Equal(Held, attacker.Pool.Leased);
    }

    private static byte[] ForwardAll(SctpAttacker attacker, int streams, ushort sequence) =>
        ForwardTsn(attacker.NextTsn++, [.. Enumerable.Range(0, streams).Select(stream => ((ushort)stream, sequence))]);

    private static void AssertLinear(SctpAttacker attacker, byte[] packet, int items = 0)
    {
        long before = StepCounter.Steps;
        attacker.SendPacket(packet);
        long steps = StepCounter.Steps - before;
        Assert.True(
            steps <= packet.Length + ((long)items * StepsPerItem),
            $"{packet.Length} bytes caused {steps} steps, with {items} items released.");
    }
}
