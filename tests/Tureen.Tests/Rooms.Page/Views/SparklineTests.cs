using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class SparklineTests
{
    private readonly Sparkline _line = new();

    [Fact]
    public void The_newest_value_is_at_the_right_and_the_highest_at_the_top()
    {
        _line.Add(5);
        _line.Add(10);
        Assert.Equal("118,16 120,2", _line.Points());
    }

    [Fact]
    public void Old_values_go()
    {
        for (int i = 0; i < Sparkline.Length + 10; i++)
        {
            _line.Add(i);
        }

        string[] points = _line.Points().Split(' ');
        Assert.Equal(Sparkline.Length, points.Length);
        Assert.StartsWith("0,", points[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_at_all_stays_on_the_ground()
    {
        _line.Add(0);
        Assert.Equal("120,30", _line.Points());
    }
}
