using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Data;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;

namespace Tureen.Tests.Robustness;

/// <summary>A state cookie that the peer changed, over DTLS as over plain transports.</summary>
public sealed class S1a_CookieTests : ISctpPacketSink
{
    private const byte CookieEcho = 10;

    /// <summary>Where the cookie lies in an INIT ACK.</summary>
    private const int CookieOffset = 36;

    private readonly byte[] _packet = new byte[SctpLimits.Mtu];
    private readonly Queue<byte[]> _sent = new();

    [Theory]
    [InlineData(true, -922_337_203_685_477_581)]
    [InlineData(true, long.MinValue / 2)]
    [InlineData(true, long.MaxValue / 2)]
    [InlineData(false, -922_337_203_685_477_581)]
    public void S1a_a_cookie_with_another_time_and_another_tag_is_dropped(bool isDataChannel, long shift)
    {
        SctpAssociation association = Create(isDataChannel);
        byte[] cookie = TakeCookie(association, Timestamp.FromMilliseconds(1000));
        const uint ForgedTag = 0x1234_5678;
        BinaryPrimitives.WriteInt64BigEndian(cookie, unchecked(BinaryPrimitives.ReadInt64BigEndian(cookie) + shift));
        BinaryPrimitives.WriteUInt32BigEndian(cookie.AsSpan(8), ForgedTag);

        DropReason reason = Handle(
            association, Timestamp.FromMilliseconds(1001), Packet(ForgedTag, Chunk(CookieEcho, 0, cookie)));
        Assert.Equal(DropReason.SctpWrongCookie, reason);
        Assert.Equal(SctpAssociationState.New, association.State);
        Assert.Empty(_sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void S1a_a_cookie_with_any_byte_changed_makes_no_association(bool isDataChannel)
    {
        SctpAssociation association = Create(isDataChannel);
        byte[] cookie = TakeCookie(association, Timestamp.FromMilliseconds(1000));
        uint tag = BinaryPrimitives.ReadUInt32BigEndian(cookie.AsSpan(8));
        for (int i = 0; i < cookie.Length; i++)
        {
            byte[] forged = [.. cookie];
            forged[i] ^= 0x80;
            uint forgedTag = BinaryPrimitives.ReadUInt32BigEndian(forged.AsSpan(8));
            byte[] packet = Packet(forgedTag, Chunk(CookieEcho, 0, forged));
            Assert.Equal(DropReason.SctpWrongCookie, Handle(association, Timestamp.FromMilliseconds(1001), packet));
        }

        Assert.Equal(SctpAssociationState.New, association.State);
        byte[] honest = Packet(tag, Chunk(CookieEcho, 0, cookie));
        Assert.Equal(DropReason.None, Handle(association, Timestamp.FromMilliseconds(1001), honest));
        Assert.Equal(SctpAssociationState.Connected, association.State);
    }

    [Fact]
    public void S1a_a_cookie_before_any_was_given_out_is_dropped()
    {
        SctpAssociation association = Create(isDataChannel: true);
        byte[] packet = Packet(7, Chunk(CookieEcho, 0, new byte[CookieSeal.SealedLength]));
        Assert.Equal(DropReason.SctpWrongCookie, Handle(association, Timestamp.Zero, packet));
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
            SctpAssociation association = Create(isDataChannel: true);
            Timestamp now = Timestamp.FromMilliseconds(start);
            TakeCookie(association, now);
            now += TimeSpan.FromSeconds(100);
            byte[] cookie = TakeCookie(association, now);
            uint tag = BinaryPrimitives.ReadUInt32BigEndian(cookie.AsSpan(8));
            byte[] packet = Packet(tag, Chunk(CookieEcho, 0, cookie));
            Assert.Equal(DropReason.SctpWrongCookie, Handle(association, now + TimeSpan.FromSeconds(61), packet));
            Assert.Equal(DropReason.None, Handle(association, now + TimeSpan.FromSeconds(59), packet));
            _sent.Clear();
        }
    }

    Span<byte> ISctpPacketSink.GetSpan(int maximumLength) => _packet;

    void ISctpPacketSink.Send(int length) => _sent.Enqueue(_packet[..length]);

    private SctpAssociation Create(bool isDataChannel)
    {
        Assert.Empty(_sent);
        var options = new DataTransportOptions { EnableSctp = true, IsDataChannel = isDataChannel };
        return new SctpAssociation(new SeededRandomSource(1), new SctpBufferPool(), DataAssociation.OptionsOf(options));
    }

    private DropReason Handle(SctpAssociation association, Timestamp now, byte[] packet)
    {
        association.HandlePacket(now, packet, this, out DropReason reason);
        return reason;
    }

    private byte[] TakeCookie(SctpAssociation association, Timestamp now)
    {
        byte[] fields = [.. Number(77), .. Number(100_000), 0, 9, 0, 9, .. Number(1)];
        Assert.Equal(DropReason.None, Handle(association, now, Packet(0, Chunk(1, 0, fields))));
        return _sent.Dequeue()[CookieOffset..(CookieOffset + CookieSeal.SealedLength)];
    }
}
