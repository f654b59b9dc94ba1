using Tureen.Engine.Sctp.Packets.Chunks;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Chunks;

public sealed class ControlChunkTests
{
    private readonly byte[] _written = new byte[64];

    [Fact]
    public void INIT_and_INIT_ACK()
    {
        byte[] wire = Hex("01000018 01020304 00010000 0010 0020 0A0B0C0D C0000004");
        Assert.True(InitChunk.TryParse(wire, out InitChunk init));
        Assert.Equal(new InitFields(0x01020304, 65_536, 16, 32, 0x0A0B0C0D), init.Fields);
        Assert.Equal(Hex("C0000004"), init.Parameters);
        Hex("C0000004").CopyTo(_written, 20);
        AssertWritten(wire, InitChunk.Write(_written, init.Fields, 4));

        wire[0] = InitAckChunk.Type;
        Hex("C0000004").CopyTo(_written, 20);
        Assert.True(InitAckChunk.TryParse(wire, out InitAckChunk initAck));
        Assert.Equal(init.Fields, initAck.Fields);
        AssertWritten(wire, InitAckChunk.Write(_written, init.Fields, 4));
    }

    [Fact]
    public void ABORT_says_whose_tag_it_bears()
    {
        byte[] wire = Hex("06010008 000C0004");
        Assert.True(AbortChunk.TryParse(wire, out AbortChunk abort));
        Assert.True(abort.IsTagReflected);
        AssertWritten(wire, AbortChunk.Write(_written, isTagReflected: true, abort.Causes));
    }

    [Fact]
    public void SHUTDOWN()
    {
        byte[] wire = Hex("07000008 0A0B0C0D");
        Assert.True(ShutdownChunk.TryParse(wire, out ShutdownChunk shutdown));
        Assert.Equal(0x0A0B0C0Du, shutdown.CumulativeTsnAck);
        AssertWritten(wire, ShutdownChunk.Write(_written, 0x0A0B0C0D));
    }

    [Fact]
    public void SHUTDOWN_ACK_SHUTDOWN_COMPLETE_and_COOKIE_ACK()
    {
        Assert.True(ShutdownAckChunk.TryParse(Hex("08000004")));
        AssertWritten(Hex("08000004"), ShutdownAckChunk.Write(_written));
        Assert.True(CookieAckChunk.TryParse(Hex("0B000004")));
        AssertWritten(Hex("0B000004"), CookieAckChunk.Write(_written));
        Assert.True(ShutdownCompleteChunk.TryParse(Hex("0E010004"), out ShutdownCompleteChunk complete));
        Assert.True(complete.IsTagReflected);
        AssertWritten(Hex("0E010004"), ShutdownCompleteChunk.Write(_written, isTagReflected: true));
    }

    [Fact]
    public void Chunks_that_carry_something_opaque_are_padded()
    {
        byte[] value = [1, 2, 3, 4, 5];
        AssertWritten(Hex("09000009 0102030405 000000"), ErrorChunk.Write(_written, value));
        AssertWritten(Hex("0A000009 0102030405 000000"), CookieEchoChunk.Write(_written, value));
        AssertWritten(Hex("04000009 0102030405 000000"), HeartbeatChunk.Write(_written, value));
        AssertWritten(Hex("05000009 0102030405 000000"), HeartbeatAckChunk.Write(_written, value));
        AssertWritten(Hex("82000009 0102030405 000000"), ReConfigChunk.Write(_written, value));
        Assert.True(CookieEchoChunk.TryParse(Hex("0A000009 0102030405 000000"), out CookieEchoChunk echo));
        Assert.Equal(value, echo.Cookie);
    }

    [Theory]
    [InlineData("01000013 01020304 00010000 0010 0020 0A0B0C0D")]
    [InlineData("01000018 01020304 00010000 0010 0020 0A0B0C0D")]
    [InlineData("07000007 0A0B0C0D")]
    [InlineData("07000009 0A0B0C0D 00")]
    [InlineData("08000005 00")]
    [InlineData("0B000003")]
    [InlineData("0E000008 00000000")]
    public void A_length_that_does_not_fit_does_not_parse(string wire)
    {
        byte[] bytes = Hex(wire);
        Assert.False(
            InitChunk.TryParse(bytes, out _) || ShutdownChunk.TryParse(bytes, out _) || ShutdownAckChunk.TryParse(bytes)
            || CookieAckChunk.TryParse(bytes) || ShutdownCompleteChunk.TryParse(bytes, out _));
    }

    private void AssertWritten(byte[] wire, int length)
    {
        Assert.Equal(wire, _written[..length]);
        Array.Clear(_written);
    }
}
