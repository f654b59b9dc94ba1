using Tureen.Engine.Sctp.Packets.Causes;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Causes;

public sealed class ErrorCauseTests
{
    private readonly byte[] _written = new byte[64];

    [Fact]
    public void Causes_with_a_layout_of_their_own()
    {
        Assert.True(InvalidStreamIdentifierCause.TryParse(Hex("00010008 0007 0000"), out InvalidStreamIdentifierCause stream));
        AssertWritten("00010008 0007 0000", stream.Write(_written));
        Assert.True(MissingMandatoryParameterCause.TryParse(Hex("0002000A 00000001 0007 0000"), out MissingMandatoryParameterCause missing));
        Assert.Equal(7, missing.ParameterType);
        AssertWritten("0002000A 00000001 0007 0000", missing.Write(_written));
        Assert.True(StaleCookieCause.TryParse(Hex("00030008 00000064"), out StaleCookieCause stale));
        AssertWritten("00030008 00000064", stale.Write(_written));
        Assert.True(NoUserDataCause.TryParse(Hex("00090008 0A0B0C0D"), out NoUserDataCause noData));
        AssertWritten("00090008 0A0B0C0D", noData.Write(_written));
    }

    [Fact]
    public void All_other_causes_carry_what_is_given()
    {
        AssertWritten("00040004", ErrorCause.Write(_written, CauseCode.OutOfResource));
        AssertWritten("000C0006 6869 0000", ErrorCause.Write(_written, CauseCode.UserInitiatedAbort, "hi"u8));
    }

    [Fact]
    public void The_first_cause_is_reported()
    {
        Assert.Equal(CauseCode.StaleCookie, ErrorCause.FirstOf(Hex("00030008 00000064 00040004")));
        Assert.Equal(CauseCode.None, ErrorCause.FirstOf([]));
        Assert.Equal(CauseCode.None, ErrorCause.FirstOf(Hex("00030009 00000064")));
    }

    [Theory]
    [InlineData("0002000A 00000002 0007")]
    [InlineData("0002000A FFFFFFFF 0007")]
    public void A_count_that_does_not_fit_does_not_parse(string wire) =>
        Assert.False(MissingMandatoryParameterCause.TryParse(Hex(wire), out _));

    private void AssertWritten(string wire, int length)
    {
        Assert.Equal(Hex(wire), _written[..length]);
        Array.Clear(_written);
    }
}
