using System.Buffers.Binary;
using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Testing.Ice;
using Tureen.Tests.Engine.Ice;

namespace Tureen.Tests.Robustness;

/// <summary>Malformed STUN, sent over the selected path of a session that must not notice.</summary>
public sealed class H08_StunTests
{
    private readonly IceScene _scene = new();

    public H08_StunTests()
    {
        _scene.Use(0);
        _scene.TakeEvents();
        _scene.Sink.TakeAll();
    }

    [Fact]
    public void Short_messages_are_dropped()
    {
        byte[] check = _scene.Check.ToBytes();
        for (int length = 0; length < check.Length; length++)
        {
            AssertDropped(check[..length]);
        }
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(0x7000)]
    public void A_length_that_is_not_the_datagrams_is_dropped(int difference)
    {
        byte[] check = _scene.Check.ToBytes();
        int length = BinaryPrimitives.ReadUInt16BigEndian(check.AsSpan(2));
        BinaryPrimitives.WriteUInt16BigEndian(check.AsSpan(2), (ushort)(length + difference));
        AssertDropped(check);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_length_that_is_no_multiple_of_four_is_dropped(int surplus) =>
        AssertDropped(WithLength([.. _scene.Check.ToBytes(), .. new byte[surplus]]));

    [Theory]
    [InlineData(9)]
    [InlineData(0xFFFD)]
    [InlineData(0xFFFF)]
    public void An_attribute_past_the_end_is_dropped(int length)
    {
        byte[] check = [.. Header(), 0x80, 0x22, (byte)(length >> 8), (byte)length, 1, 2, 3, 4, 5, 6, 7, 8];
        AssertDropped(WithLength(check));
    }

    [Fact]
    public void Ten_thousand_tiny_attributes_are_dropped()
    {
        byte[] check = new byte[StunHeader.Length + (4 * 10_000)];
        Header().CopyTo(check, 0);
        AssertDropped(WithLength(check));
    }

    [Fact]
    public void As_many_tiny_attributes_as_fit_are_refused()
    {
        byte[] check = new byte[EngineLimits.MaxStunLength];
        Header().CopyTo(check, 0);
        Assert.False(_scene.Handle(0, WithLength(check)));
        Assert.Equal(StunErrorCode.BadRequest, _scene.TakeError());
        AssertUnharmed();
    }

    [Fact]
    public void An_attribute_after_the_integrity_is_dropped()
    {
        byte[] check = (_scene.Check with { HasFingerprint = false }).ToBytes();
        AssertDropped(WithLength([.. check, 0x00, 0x25, 0, 0]));
    }

    [Fact]
    public void An_attribute_after_the_fingerprint_is_dropped() =>
        AssertDropped(WithLength([.. _scene.Check.ToBytes(), 0x80, 0x22, 0, 0]));

    [Fact]
    public void A_second_integrity_is_dropped()
    {
        byte[] check = (_scene.Check with { HasFingerprint = false }).ToBytes();
        AssertDropped(WithLength([.. check, .. check[^24..]]));
    }

    [Fact]
    public void A_bad_fingerprint_is_dropped()
    {
        byte[] check = _scene.Check.ToBytes();
        check[^1] ^= 1;
        AssertDropped(check);
    }

    [Theory]
    [InlineData(513)]
    [InlineData(1_000)]
    public void A_username_that_is_too_long_is_dropped(int length)
    {
        byte[] username = Encoding.ASCII.GetBytes((_scene.Server.UsernameFragment + ":").PadRight(length, 'a'));
        AssertDropped((_scene.Check with { RawUsername = username }).ToBytes());
    }

    [Fact]
    public void A_username_that_is_not_ours_is_refused()
    {
        string fragment = _scene.Server.UsernameFragment;
        AssertUsernameRefused([]);
        AssertUsernameRefused(":"u8.ToArray());
        AssertUsernameRefused(":abcd"u8.ToArray());
        AssertUsernameRefused(Encoding.ASCII.GetBytes(fragment));
        AssertUsernameRefused(Encoding.ASCII.GetBytes(fragment + "x:abcd"));
        AssertUsernameRefused(Encoding.ASCII.GetBytes(fragment[..^1] + ":abcd"));
        AssertUsernameRefused(Encoding.ASCII.GetBytes("abcd:" + fragment));
        AssertUsernameRefused([0xC3, 0x28, 0xFF, 0xFE, (byte)':', 0x80]);
        AssertUsernameRefused(new byte[EngineLimits.MaxStunUsernameLength]);
    }

    private static byte[] WithLength(byte[] message)
    {
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(message.Length - StunHeader.Length));
        return message;
    }

    private static byte[] Header()
    {
        byte[] header = new byte[StunHeader.Length];
        _ = new StunWriter(header, StunClass.Request, "abcdefghijkl"u8);
        return header;
    }

    private void AssertUsernameRefused(byte[] username)
    {
        BindingRequest check = _scene.Check with { RawUsername = username };
        Assert.False(_scene.Handle(0, check));
        Assert.Equal(DropReason.StunUnauthenticated, _scene.LastReason);
        Assert.Equal(StunErrorCode.Unauthenticated, _scene.TakeError());
        AssertUnharmed();
    }

    private void AssertDropped(byte[] datagram)
    {
        Assert.False(_scene.Handle(0, datagram));
        Assert.Equal(DropReason.StunMalformed, _scene.LastReason);
        Assert.Empty(_scene.Sink.TakeAll());
        AssertUnharmed();
    }

    private void AssertUnharmed()
    {
        _scene.AssertIs(IceState.Completed, 0);
        Assert.Equal(1, _scene.Server.TupleCount);
        Assert.Equal(string.Empty, _scene.TakeEvents());
    }
}
