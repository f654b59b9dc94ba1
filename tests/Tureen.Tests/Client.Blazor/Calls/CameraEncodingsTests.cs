using Tureen.Client.Blazor.Calls;

namespace Tureen.Tests.Client.Blazor.Calls;

public sealed class CameraEncodingsTests
{
    [Theory]
    [InlineData("""{ "width": 1280, "height": 720 }""", new double[] { 4, 2, 1 })]
    [InlineData("""{ "height": 540 }""", new double[] { 4, 2, 1 })]
    [InlineData("""{ "height": 480 }""", new double[] { 2, 1 })]
    [InlineData("""{ "height": 240 }""", new double[] { 1 })]
    [InlineData("""{ "height": "tall" }""", new double[] { 4, 2, 1 })]
    [InlineData("{}", new double[] { 4, 2, 1 })]
    public void A_camera_is_sent_in_the_sizes_that_are_useful(string settings, double[] scales) =>
        Assert.Equal(scales, CameraEncodings.For(settings).Select(static encoding => encoding.ScaleResolutionDownBy!.Value));
}
