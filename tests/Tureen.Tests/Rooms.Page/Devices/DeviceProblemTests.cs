using System.Runtime.Versioning;
using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Devices;

namespace Tureen.Tests.Rooms.Page.Devices;

[SupportedOSPlatform("browser")]
public sealed class DeviceProblemTests
{
    [Fact]
    public void Each_failure_has_its_own_words()
    {
        string[] texts = [.. Enum.GetValues<MediaDeviceFailure>().Select(failure => DeviceProblem.Of(failure, "camera"))];

        Assert.Equal(texts.Length, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, text => Assert.Contains("camera", text, StringComparison.Ordinal));
    }
}
