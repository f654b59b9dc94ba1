using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class SpeechDetectorTests
{
    [Theory]
    [InlineData("0.1 0.9 0.1 0.1 0.1 0.9", false)]
    [InlineData("0.1 0.5 0.1 0.5 0.5", true)]
    [InlineData("0.3 0.3 0.3 0.3 0.3 0.3", false)]
    public void Speech_is_longer_than_a_cough(string levels, bool isSpeech)
    {
        var detector = new SpeechDetector();
        bool[] found = [.. levels.Split(' ').Select(level => detector.HandleLevel(double.Parse(level, System.Globalization.CultureInfo.InvariantCulture)))];
        Assert.Equal(isSpeech, found.Any(static one => one));
    }
}
