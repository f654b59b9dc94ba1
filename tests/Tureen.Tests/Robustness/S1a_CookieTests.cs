using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Transports;
using Tureen.Testing;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;

namespace Tureen.Tests.Robustness;

/// <summary>A state cookie that the peer changed, over DTLS as over plain transports.</summary>
public sealed class S1a_CookieTests : IDataAssociationOwner
{
    private const byte CookieEcho = 10;

    /// <summary>Where the cookie lies in an INIT ACK.</summary>
    private const int CookieOffset = 36;

    private readonly RecordingDatagramSink _sink = new();
    private readonly Queue<byte[]> _sent = new();
    private readonly List<SctpState> _states = [];

    [Theory]
    [InlineData(true, -922_337_203_685_477_581)]
    [InlineData(true, long.MinValue / 2)]
    [InlineData(true, long.MaxValue / 2)]
    [InlineData(false, -922_337_203_685_477_581)]
    public void S1a_a_cookie_with_another_time_and_another_tag_is_dropped(bool isDataChannel, long shift)
    {
        DataAssociation association = Create(isDataChannel);
        byte[] cookie = TakeCookie(association, Timestamp.FromMilliseconds(1000));
        const uint ForgedTag = 0x1234_5678;
        BinaryPrimitives.WriteInt64BigEndian(cookie, unchecked(BinaryPrimitives.ReadInt64BigEndian(cookie) + shift));
        BinaryPrimitives.WriteUInt32BigEndian(cookie.AsSpan(8), ForgedTag);

        DropReason reason = association.HandlePacket(
            Timestamp.FromMilliseconds(1001), Packet(ForgedTag, Chunk(CookieEcho, 0, cookie)), _sink);
        Assert.Equal(DropReason.SctpWrongCookie, reason);
        Assert.Equal(SctpState.New, association.State);
        Assert.Empty(_sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void S1a_a_cookie_with_any_byte_changed_makes_no_association(bool isDataChannel)
    {
        DataAssociation association = Create(isDataChannel);
        byte[] cookie = TakeCookie(association, Timestamp.FromMilliseconds(1000));
        uint tag = BinaryPrimitives.ReadUInt32BigEndian(cookie.AsSpan(8));
        for (int i = 0; i < cookie.Length; i++)
        {
            byte[] forged = [.. cookie];
            forged[i] ^= 0x80;
            uint forgedTag = BinaryPrimitives.ReadUInt32BigEndian(forged.AsSpan(8));
            byte[] packet = Packet(forgedTag, Chunk(CookieEcho, 0, forged));
            Assert.Equal(DropReason.SctpWrongCookie, association.HandlePacket(Timestamp.FromMilliseconds(1001), packet, _sink));
        }

        Assert.Equal(SctpState.New, association.State);
        byte[] honest = Packet(tag, Chunk(CookieEcho, 0, cookie));
        Assert.Equal(DropReason.None, association.HandlePacket(Timestamp.FromMilliseconds(1001), honest, _sink));
        Assert.Equal(SctpState.Connected, association.State);
    }

    [Fact]
    public void S1a_a_cookie_before_any_was_given_out_is_dropped()
    {
        DataAssociation association = Create(isDataChannel: true);
        byte[] packet = Packet(7, Chunk(CookieEcho, 0, new byte[CookieSeal.SealedLength]));
        Assert.Equal(DropReason.SctpWrongCookie, association.HandlePacket(Timestamp.Zero, packet, _sink));
    }

    [Fact]
    public void S1a_a_cookie_does_not_reveal_the_clock()
    {
        byte[] early = TakeCookie(Create(isDataChannel: true), Timestamp.FromMilliseconds(1000));
        byte[] late = TakeCookie(Create(isDataChannel: true), Timestamp.FromMilliseconds(987_654_321));
        Assert.Equal(early, late);
    }

    [Fact]
    public void S1a_a_cookie_lives_for_a_minute_wherever_the_clock_stands()
    {
        foreach (long start in new[] { 0, 1000, 1_000_000_000_000 })
        {
            DataAssociation association = Create(isDataChannel: true);
            Timestamp now = Timestamp.FromMilliseconds(start);
            TakeCookie(association, now);
            now += TimeSpan.FromSeconds(100);
            byte[] cookie = TakeCookie(association, now);
            uint tag = BinaryPrimitives.ReadUInt32BigEndian(cookie.AsSpan(8));
            byte[] packet = Packet(tag, Chunk(CookieEcho, 0, cookie));
            Assert.Equal(DropReason.SctpWrongCookie, association.HandlePacket(now + TimeSpan.FromSeconds(61), packet, _sink));
            Assert.Equal(DropReason.None, association.HandlePacket(now + TimeSpan.FromSeconds(59), packet, _sink));
            _sent.Clear();
        }
    }

    void IDataAssociationOwner.SendSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink) => _sent.Enqueue(packet.ToArray());

    void IDataAssociationOwner.HandleDataMessage(
        Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
    }

    void IDataAssociationOwner.HandleDataBufferedAmountLow(ushort streamId)
    {
    }

    void IDataAssociationOwner.HandleDataStreamReset(Timestamp now, ushort streamId, IDatagramSink sink)
    {
    }

    void IDataAssociationOwner.HandleAllDataStreamsReset(Timestamp now, IDatagramSink sink)
    {
    }

    void IDataAssociationOwner.HandleSctpState(SctpState state) => _states.Add(state);

    private DataAssociation Create(bool isDataChannel)
    {
        Assert.Empty(_sent);
        var options = new DataTransportOptions { EnableSctp = true, IsDataChannel = isDataChannel };
        return new DataAssociation(this, new SeededRandomSource(1), new SctpBufferPool(), options);
    }

    private byte[] TakeCookie(DataAssociation association, Timestamp now)
    {
        byte[] fields = [.. Number(77), .. Number(100_000), 0, 9, 0, 9, .. Number(1)];
        Assert.Equal(DropReason.None, association.HandlePacket(now, Packet(0, Chunk(1, 0, fields)), _sink));
        return _sent.Dequeue()[CookieOffset..(CookieOffset + CookieSeal.SealedLength)];
    }
}
