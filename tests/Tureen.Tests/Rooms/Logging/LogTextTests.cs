using Tureen.Rooms.Logging;

namespace Tureen.Tests.Rooms.Logging;

public sealed class LogTextTests
{
    [Fact]
    public void Control_characters_and_long_text_do_not_reach_the_log()
    {
        Assert.Equal("a?b?[0m", LogText.Of("a\nb\u001b[0m"));
        Assert.Equal("a?b?c?d", LogText.Of("a\u2028b\u202ec\u2066d"));
        Assert.InRange(LogText.Of(new string('x', 10_000)).Length, 1, 100);
    }
}
