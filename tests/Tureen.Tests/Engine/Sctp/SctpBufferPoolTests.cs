using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp;

public sealed class SctpBufferPoolTests
{
    private readonly SctpBufferPool _pool = new();

    [Theory]
    [InlineData(1, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    [InlineData(1200, 2048)]
    [InlineData(262_144, 262_144)]
    [InlineData(262_145, 262_145)]
    public void Buffers_are_powers_of_two_up_to_the_longest_message(int wanted, int length) =>
        Assert.Equal(length, _pool.Rent(wanted).Length);

    [Fact]
    public void A_returned_buffer_is_given_out_again()
    {
        byte[] buffer = _pool.Rent(1200);
        Assert.Equal(1, _pool.Leased);
        _pool.Return(buffer);
        Assert.Equal(0, _pool.Leased);
        Assert.Same(buffer, _pool.Rent(1100));
    }

    [Fact]
    public void Free_buffers_are_bounded_over_all_sizes_and_the_largest_go_first()
    {
        byte[][] large = [.. Enumerable.Range(0, 100).Select(_ => _pool.Rent(262_144))];
        byte[][] small = [.. Enumerable.Range(0, 100).Select(_ => _pool.Rent(2048))];
        foreach (byte[] buffer in (byte[][])[.. large, .. small])
        {
            _pool.Return(buffer);
            Assert.InRange(_pool.FreeBytes, 1, SctpLimits.PooledBytes);
        }

        Assert.All(small, one => Assert.Contains(_pool.Rent(one.Length), small));
    }

    [Fact]
    public void A_returned_message_comes_back_as_new()
    {
        OutgoingMessage message = _pool.RentMessage(10);
        message.Offset = 5;
        message.IsAbandoned = true;
        _pool.Return(message);
        OutgoingMessage again = _pool.RentMessage(100);
        Assert.Same(message, again);
        Assert.False(again.IsBegun);
        Assert.False(again.IsAbandoned);
        Assert.Equal(128, again.Buffer.Length);
    }
}
