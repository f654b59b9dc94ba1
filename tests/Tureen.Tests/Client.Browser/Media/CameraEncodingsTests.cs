using System.Runtime.Versioning;
using Tureen.Client.Browser.Media;

namespace Tureen.Tests.Client.Browser.Media;

[SupportedOSPlatform("browser")]
public sealed class CameraEncodingsTests
{
    [Theory]
    [InlineData("""{"width":1280,"height":720}""", 3)]
    [InlineData("""{"width":720,"height":1280}""", 3)]
    [InlineData("""{"width":640,"height":360}""", 2)]
    [InlineData("""{"width":320,"height":180}""", 1)]
    [InlineData("""{"height":540}""", 3)]
    [InlineData("""{"height":480}""", 2)]
    [InlineData("""{"height":"tall"}""", 3)]
    [InlineData("{}", 3)]
    public void A_camera_is_sent_in_as_many_sizes_as_it_is_good_for(string settings, int sizes) =>
        Assert.Equal(sizes, CameraEncodings.For(settings).Length);

    [Fact]
    public void The_smallest_comes_first() =>
        Assert.Equal([4, 2, 1], CameraEncodings.For("{}").Select(static encoding => encoding.ScaleResolutionDownBy));
}
