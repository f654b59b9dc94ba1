using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Tests.Engine.Sctp;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;

namespace Tureen.Tests.Robustness;

public class H24SctpTests
{
    private readonly SctpScene _scene = new();
    private uint _tagOfB;
    private uint _nextTsnOfA;
    private uint _nextTsnOfB;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(65_535)]
    public void H24_a_chunk_length_that_does_not_fit_is_dropped(int length)
    {
        Connect();
        byte[] packet = Packet(_tagOfB, [6, 0, (byte)(length >> 8), (byte)length, 0, 0, 0, 0]);
        AssertDropped(packet, DropReason.SctpMalformed);
        AssertUnharmed();
    }

    [Fact]
    public void H24_a_SACK_that_claims_65535_blocks_changes_nothing()
    {
        Connect();
        Inject(Chunk(3, 0, [.. Number(_nextTsnOfB - 1), .. Number(1000), 0xFF, 0xFF, 0xFF, 0xFF]));
        Inject(Chunk(3, 0, [.. Number(_nextTsnOfB + 100), .. Number(1000), 0, 0, 0, 0]));
        AssertUnharmed();
    }

    [Theory]
    [InlineData(0x8000, 200)]
    [InlineData(0x8000, 3)]
    [InlineData(7, 65_535)]
    public void H24_a_parameter_of_INIT_that_over_runs_is_dropped(int type, int length)
    {
        byte[] init = Chunk(1, 0, [.. InitFields(10, 10), (byte)(type >> 8), (byte)type, (byte)(length >> 8), (byte)length]);
        AssertDropped(Packet(0, init), DropReason.SctpMalformed);
        Assert.Empty(_scene.B.Sent);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    public void H24_an_INIT_of_no_streams_is_answered_with_ABORT(int outbound, int inbound)
    {
        AssertDropped(Packet(0, Chunk(1, 0, InitFields(outbound, inbound))), DropReason.SctpMalformed);
        byte[] answer = Assert.Single(_scene.B.Sent);
        Assert.Equal(6, FirstTypeOf(answer));
        Assert.Equal(77u, TagOf(answer));
        Assert.Equal(SctpAssociationState.New, _scene.B.State);
    }

    [Fact]
    public void H24_10000_INITs_leave_nothing_behind()
    {
        byte[] init = Packet(0, Chunk(1, 0, InitFields(65_535, 65_535)));
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(_scene.Inject(_scene.B, init, out _));
        }

        _scene.B.Sent.Clear();
        Assert.Equal(SctpAssociationState.New, _scene.B.State);
        Assert.Equal(0, _scene.Pool.Leased);
        Connect();
        AssertUnharmed();
    }

    [Fact]
    public void H24_a_window_of_zero_delays_but_does_not_stop()
    {
        _scene.Filter = (isToB, packet) =>
        {
            if (isToB && FirstTypeOf(packet) == 1)
            {
                packet.AsSpan(20, 4).Clear();
                Seal(packet);
            }

            return true;
        };
        Connect();
        _scene.B.SendMessage(_scene.Now, 1, new byte[3000]);
        _scene.Run(TimeSpan.FromSeconds(10));
        Assert.Single(_scene.A.Messages);
        AssertUnharmed();
    }

    [Theory]
    [InlineData(65_536u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    [InlineData(0xFFFF_0000u)]
    public void H24_a_leap_of_FORWARD_TSN_changes_nothing(uint leap)
    {
        Connect(SctpExtensions.PartialReliability);
        Inject(Chunk(192, 0, [.. Number(_nextTsnOfA - 1 + leap), 0, 1, 0, 1]));
        AssertUnharmed();
    }

    [Fact]
    public void H24_a_reset_of_unknown_streams_is_refused()
    {
        Connect(SctpExtensions.Reconfiguration, streams: 100);
        byte[] request = [.. Number(_nextTsnOfA), .. Number(0), .. Number(_nextTsnOfA - 1), 0, 100];
        Inject(Chunk(130, 0, Parameter(13, request)));
        Inject(Chunk(130, 0, Parameter(14, [.. Number(_nextTsnOfA + 1), 0xFF, 0xFF])));
        Inject(Chunk(130, 0, Parameter(13, [.. Number(_nextTsnOfA + 900), .. Number(0), .. Number(0), 0, 1])));
        Assert.Empty(_scene.B.StreamsOf(SctpEventKind.IncomingStreamReset));
        AssertUnharmed();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void H24_a_million_fragments_out_of_order_stay_within_bounds(bool isEveryGap)
    {
        const int PerPacket = 50;
        Connect(SctpExtensions.None);
        uint tsn = _nextTsnOfA;
        int held = 0;
        for (int i = 0; i < 1_000_000 / PerPacket; i++)
        {
            byte[][] chunks = new byte[PerPacket][];
            for (int j = 0; j < PerPacket; j++)
            {
                tsn += isEveryGap ? 2u : 1u;
                chunks[j] = Data(tsn, flags: 0, payload: 1);
            }

            _scene.Inject(_scene.B, Packet(_tagOfB, chunks), out _);
            _scene.B.Sent.Clear();
            held = Math.Max(held, _scene.Pool.Leased);
        }

        Assert.InRange(held, 1, SctpLimits.MaxHeldFragments + 1);
        Assert.True(_scene.B.Association.GetStats().HeldBytes <= SctpLimits.DefaultReceiveWindow);
        _scene.B.Association.Close(_scene.B);
        Assert.Equal(0, _scene.Pool.Leased);
    }

    [Fact]
    public void H24_a_TSN_that_comes_again_delivers_nothing_again()
    {
        Connect(SctpExtensions.None);
        for (int i = 0; i < 100; i++)
        {
            Inject(Data(_nextTsnOfA, payload: [1]), Data(_nextTsnOfA, payload: [2]));
        }

        Assert.Equal([1], Assert.Single(_scene.B.Messages).Payload);
    }

    [Fact]
    public void H24_data_before_the_association_is_dropped()
    {
        AssertDropped(Packet(0, Data(1, payload: [1])), DropReason.SctpUnexpected);
        AssertDropped(Packet(5, Data(1, payload: [1])), DropReason.SctpUnexpected);
        _scene.B.Association.Connect(_scene.Now, _scene.B);
        AssertDropped(Packet(5, Data(1, payload: [1])), DropReason.SctpUnexpected);
        AssertDropped(Packet(0, Data(1, payload: [1])), DropReason.SctpUnexpected);
        _scene.B.Sent.Clear();
        Assert.Empty(_scene.B.Messages);
    }

    [Fact]
    public void H24_data_before_COOKIE_ACK_waits_for_it()
    {
        bool isHeld = true;
        _scene.Filter = (isToB, packet) => isToB || FirstTypeOf(packet) != 11 || !isHeld;
        _scene.A.Association.Connect(_scene.Now, _scene.A);
        _scene.B.SendMessage(_scene.Now, 1, [1]);
        _scene.Run(TimeSpan.FromMilliseconds(500));
        Assert.Equal(SctpAssociationState.Connecting, _scene.A.State);
        Assert.Empty(_scene.A.Messages);
        isHeld = false;
        _scene.Run(TimeSpan.FromSeconds(5));
        Assert.Single(_scene.A.Messages);
    }

    [Fact]
    public void H24_data_without_payload_ends_the_association()
    {
        Connect(SctpExtensions.None);
        Inject(Data(_nextTsnOfA));
        Assert.Equal(SctpAssociationState.Failed, _scene.B.State);
        Assert.Equal(6, FirstTypeOf(_scene.B.Sent.Dequeue()));
    }

    [Fact]
    public void H24_unknown_chunks_are_reported_once_per_packet_and_skipped_by_their_type()
    {
        Connect(SctpExtensions.None);
        Inject(Chunk(0xFE, 0, [1, 2, 3, 4]), Chunk(0xFD, 0, []), Chunk(0xBE, 0, []), Data(_nextTsnOfA, payload: [1]));
        Assert.Single(_scene.B.Messages);
        byte[] answer = Assert.Single(_scene.B.Sent);
        Assert.Equal(9, FirstTypeOf(answer));
        Inject(Chunk(0x3E, 0, []), Data(_nextTsnOfA + 1, sequence: 1, payload: [1]));
        Inject(Chunk(0x7E, 0, []), Data(_nextTsnOfA + 1, sequence: 1, payload: [1]));
        Assert.Single(_scene.B.Messages);
    }

    [Fact]
    public void H24_a_wrong_tag_harms_nobody()
    {
        Connect();
        foreach (byte type in new byte[] { 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 64, 130, 192, 194 })
        {
            AssertDropped(Packet(_tagOfB + 1, Chunk(type, 0, new byte[16])), reason: null);
        }

        AssertUnharmed();
    }

    private static byte[] InitFields(int outbound, int inbound) =>
        [.. Number(77), .. Number(100_000), (byte)(outbound >> 8), (byte)outbound, (byte)(inbound >> 8), (byte)inbound, .. Number(1)];

    private void Connect(SctpExtensions? extensions = null, ushort streams = 65_535)
    {
        SctpScene scene = _scene;
        if (extensions is { } some)
        {
            scene.A.Restart(5, new SctpAssociationOptions { Extensions = some, OutboundStreams = streams });
            scene.B.Restart(6, new SctpAssociationOptions { Extensions = some, OutboundStreams = streams });
        }

        scene.Filter += (isToB, packet) =>
        {
            Note(isToB, packet);
            return true;
        };
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.Run(TimeSpan.FromMilliseconds(300));
        Assert.Equal(SctpAssociationState.Connected, scene.B.State);
    }

    private void Note(bool isToB, byte[] packet)
    {
        if (isToB && TagOf(packet) != 0)
        {
            _tagOfB = TagOf(packet);
        }

        uint initialTsn = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(Math.Min(28, packet.Length - 4)));
        if (FirstTypeOf(packet) == 1)
        {
            _nextTsnOfA = initialTsn;
        }
        else if (FirstTypeOf(packet) == 2)
        {
            _nextTsnOfB = initialTsn;
        }
    }

    private void Inject(params byte[][] chunks) => _scene.Inject(_scene.B, Packet(_tagOfB, chunks), out _);

    private void AssertDropped(byte[] packet, DropReason? reason)
    {
        Assert.False(_scene.Inject(_scene.B, packet, out DropReason actual));
        Assert.Equal(reason ?? actual, actual);
    }

    private void AssertUnharmed() => SctpAssociationConnectTests.AssertBothWays(_scene);
}
