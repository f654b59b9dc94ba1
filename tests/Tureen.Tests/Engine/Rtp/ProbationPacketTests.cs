using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Rtp;

public sealed class ProbationPacketTests
{
    private readonly ProbationPacket _probation = new(new SeededRandomSource(1));
    private readonly byte[] _destination = new byte[1500];

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1004)]
    [InlineData(1400, 1400)]
    [InlineData(5000, 1400)]
    [InlineData(0, 32)]
    [InlineData(-1, 32)]
    public void Its_length_is_what_was_wanted_within_the_bounds_and_whole_words(int wanted, int expected)
    {
        Assert.Equal(32, _probation.MinLength);
        Assert.Equal(expected, _probation.Write(_destination, wanted));
        Assert.Equal(0, _probation.Write(_destination.AsSpan(0, expected - 1), wanted));
    }

    [Fact]
    public void It_carries_the_numbers_that_clients_know()
    {
        int length = _probation.Write(_destination, 200);
        Assert.True(RtpPacket.TryParse(_destination.AsSpan(0, length), out RtpPacket first));

        Assert.Equal(1234u, first.Ssrc);
        Assert.Equal(127, first.PayloadType);
        Assert.True(first.TryGetExtension(1, out ReadOnlySpan<byte> mid));
        Assert.Equal("probator"u8.ToArray(), mid.ToArray());
        Assert.True(first.TryGetExtension(4, out ReadOnlySpan<byte> time) && time.Length == 3);
        Assert.True(time.Overlaps(_destination.AsSpan(_probation.AbsSendTimeOffset, 3), out int offset) && offset == 0);
        Assert.True(first.TryGetExtension(5, out ReadOnlySpan<byte> sequence) && sequence.Length == 2);
        Assert.True(sequence.Overlaps(_destination.AsSpan(_probation.TransportSequenceOffset, 2), out offset) && offset == 0);

        ushort sequenceNumber = first.SequenceNumber;
        uint timestamp = first.Timestamp;
        _probation.Write(_destination, 200);
        Assert.True(RtpPacket.TryParse(_destination.AsSpan(0, length), out RtpPacket second));
        Assert.Equal((ushort)(sequenceNumber + 1), second.SequenceNumber);
        Assert.Equal(timestamp + 20, second.Timestamp);
    }
}
