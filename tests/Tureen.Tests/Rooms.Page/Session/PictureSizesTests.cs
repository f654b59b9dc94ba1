using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class PictureSizesTests
{
    private readonly PictureSizes _sizes = new();

    [Fact]
    public void Nothing_is_known_before_a_layer_has_stayed()
    {
        Assert.Null(_sizes.Of(0));
        _sizes.Add(0, 320, 180);
        Assert.Null(_sizes.Of(0));
        _sizes.Add(0, 320, 180);
        Assert.Equal((320, 180), _sizes.Of(0));
    }

    [Fact]
    public void A_layer_that_was_not_seen_has_twice_the_size_of_the_one_below()
    {
        Stay(1, 640, 360);
        Assert.Equal((320, 180), _sizes.Of(0));
        Assert.Equal((1280, 720), _sizes.Of(2));
    }

    [Fact]
    public void Right_after_a_switch_the_picture_is_still_that_of_the_layer_before()
    {
        Stay(2, 1920, 1080);
        _sizes.Add(0, 1920, 1080);
        Assert.Equal((480, 270), _sizes.Of(0));
        _sizes.Add(0, 640, 360);
        Assert.Equal((640, 360), _sizes.Of(0));
        Assert.Equal((1920, 1080), _sizes.Of(2));
    }

    [Fact]
    public void While_nothing_arrives_the_last_picture_is_of_no_layer()
    {
        Stay(1, 640, 360);
        _sizes.Add(null, 640, 360);
        _sizes.Add(0, 640, 360);
        Assert.Equal((320, 180), _sizes.Of(0));
    }

    [Fact]
    public void A_picture_that_stands_still_after_a_switch_is_not_that_of_its_layer()
    {
        Stay(2, 1280, 720);
        _sizes.Add(1, 1280, 720);
        _sizes.Add(1, 1280, 720);
        _sizes.Add(1, 1280, 720);
        Assert.Equal((640, 360), _sizes.Of(1));
        Stay(1, 640, 360);
        Assert.Equal((1280, 720), _sizes.Of(2));
    }

    [Fact]
    public void A_sender_may_have_another_camera()
    {
        Stay(2, 1280, 720);
        Stay(1, 640, 360);
        Stay(2, 640, 360);
        Stay(2, 640, 360);
        Assert.Equal((640, 360), _sizes.Of(2));
        Assert.Equal((320, 180), _sizes.Of(1));
    }

    private void Stay(int layer, double width, double height)
    {
        _sizes.Add(layer, width, height);
        _sizes.Add(layer, width, height);
    }
}
