using Tureen.Net;

namespace Tureen.Tests.Net;

public sealed class SecureRandomSourceTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(2000)]
    public void Every_byte_is_filled_and_no_two_draws_are_alike(int length)
    {
        SecureRandomSource random = new();
        HashSet<string> draws = [];
        byte[] seen = new byte[length];
        for (int i = 0; i < 100; i++)
        {
            byte[] bytes = new byte[length];
            random.Fill(bytes);
            draws.Add(Convert.ToHexString(bytes));
            for (int b = 0; b < length; b++)
            {
                seen[b] |= bytes[b];
            }
        }

        Assert.Equal(100, draws.Count);
        Assert.DoesNotContain((byte)0, seen);
    }
}
