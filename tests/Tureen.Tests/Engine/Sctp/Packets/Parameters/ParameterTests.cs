using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Parameters;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Parameters;

public sealed class ParameterTests
{
    private readonly byte[] _written = new byte[64];

    [Fact]
    public void Outgoing_SSN_Reset_Request()
    {
        byte[] wire = Hex("000D0016 00000001 00000002 00000003 0004 0005 FFFE 0000");
        Assert.True(OutgoingSsnResetParameter.TryParse(wire, out OutgoingSsnResetParameter reset));
        Assert.Equal((1u, 2u, 3u), (reset.RequestNumber, reset.ResponseNumber, reset.LastTsn));
        Assert.Equal(3, reset.StreamIds.Count);
        Assert.Equal((4, 5, 0xFFFE), (reset.StreamIds[0], reset.StreamIds[1], reset.StreamIds[2]));
        AssertWritten(wire, OutgoingSsnResetParameter.Write(_written, 1, 2, 3, [4, 5, 0xFFFE]));
    }

    [Fact]
    public void Incoming_SSN_Reset_Request()
    {
        byte[] wire = Hex("000E000A 00000001 0004 0000");
        Assert.True(IncomingSsnResetParameter.TryParse(wire, out IncomingSsnResetParameter reset));
        Assert.Equal(1u, reset.RequestNumber);
        Assert.Equal(1, reset.StreamIds.Count);
        AssertWritten(wire, IncomingSsnResetParameter.Write(_written, 1, [4]));
    }

    [Fact]
    public void Requests_of_fixed_length()
    {
        Assert.True(SsnTsnResetParameter.TryParse(Hex("000F0008 00000007"), out SsnTsnResetParameter all));
        AssertWritten(Hex("000F0008 00000007"), all.Write(_written));
        Assert.True(AddOutgoingStreamsParameter.TryParse(Hex("0011000C 00000007 0010 0000"), out AddOutgoingStreamsParameter outgoing));
        Assert.Equal(new AddOutgoingStreamsParameter(7, 16), outgoing);
        AssertWritten(Hex("0011000C 00000007 0010 0000"), outgoing.Write(_written));
        Assert.True(AddIncomingStreamsParameter.TryParse(Hex("0012000C 00000007 0010 0000"), out AddIncomingStreamsParameter incoming));
        AssertWritten(Hex("0012000C 00000007 0010 0000"), incoming.Write(_written));
    }

    [Theory]
    [InlineData("0010000C 00000007 00000006")]
    [InlineData("00100014 00000007 00000006 00000001 00000002")]
    public void Reconfiguration_Response_with_and_without_TSNs(string wire)
    {
        Assert.True(ReconfigurationResponseParameter.TryParse(Hex(wire), out ReconfigurationResponseParameter response));
        Assert.Equal(new ReconfigurationResponseParameter(7, ReconfigurationResult.InProgress), response);
        AssertWritten(Hex("0010000C 00000007 00000006"), response.Write(_written));
    }

    [Fact]
    public void What_is_offered_in_a_handshake()
    {
        AssertWritten(Hex("C0000004"), ForwardTsnSupportedParameter.Write(_written));
        AssertWritten(Hex("80010008 00000001"), ZeroChecksumAcceptableParameter.Write(_written, ZeroChecksumAcceptableParameter.Dtls));
        AssertWritten(Hex("80080007 C08240 00"), SupportedExtensionsParameter.Write(_written, [192, 130, 64]));
        AssertWritten(Hex("00070005 09 000000"), StateCookieParameter.Write(_written, [9]));
        AssertWritten(Hex("00010005 09 000000"), HeartbeatInfoParameter.Write(_written, [9]));
        AssertWritten(Hex("00080008 C1230004"), UnrecognizedParameter.Write(_written, Hex("C1230004")));
        AssertWritten(Hex("00090008 000003E8"), new CookiePreservativeParameter(1000).Write(_written));
    }

    [Fact]
    public void The_highest_bits_decide_what_to_do_with_an_unknown_one()
    {
        Assert.Equal(UnknownTypeRule.Stop, new SctpParameter(Hex("3FFF0004")).UnknownTypeRule);
        Assert.Equal(UnknownTypeRule.StopAndReport, new SctpParameter(Hex("7FFF0004")).UnknownTypeRule);
        Assert.Equal(UnknownTypeRule.Skip, new SctpParameter(Hex("80000004")).UnknownTypeRule);
        Assert.Equal(UnknownTypeRule.SkipAndReport, new SctpParameter(Hex("C0000004")).UnknownTypeRule);
        Assert.Equal(UnknownTypeRule.StopAndReport, new SctpChunk(Hex("40000004")).UnknownTypeRule);
    }

    [Theory]
    [InlineData("000D0011 00000001 00000002 00000003 04")]
    [InlineData("000D000F 00000001 00000002 000003")]
    [InlineData("000D0014 00000001 00000002 00000003")]
    [InlineData("000E0009 00000001 04")]
    [InlineData("0010000D 00000007 00000006 00")]
    [InlineData("0011000A 00000007 0010")]
    [InlineData("C0000005 00")]
    [InlineData("80010007 000001")]
    public void A_length_that_does_not_fit_does_not_parse(string wire)
    {
        byte[] bytes = Hex(wire);
        Assert.False(
            OutgoingSsnResetParameter.TryParse(bytes, out _) || IncomingSsnResetParameter.TryParse(bytes, out _)
            || ReconfigurationResponseParameter.TryParse(bytes, out _) || AddOutgoingStreamsParameter.TryParse(bytes, out _)
            || ForwardTsnSupportedParameter.TryParse(bytes) || ZeroChecksumAcceptableParameter.TryParse(bytes, out _));
    }

    private void AssertWritten(byte[] wire, int length)
    {
        Assert.Equal(wire, _written[..length]);
        Array.Clear(_written);
    }
}
