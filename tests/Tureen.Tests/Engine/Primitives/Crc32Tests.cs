using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Primitives;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_catalogue_comes_out() =>
        Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));

    [Fact]
    public void Nothing_has_the_value_zero() => Assert.Equal(0u, Crc32.Compute([]));
}
