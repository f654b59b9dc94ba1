namespace Tureen.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void The_test_runner_runs() => Assert.Equal("Tureen.Tests", typeof(PlaceholderTests).Namespace);
}
