using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>Acceptance W14: choosing among the layers of one stream.</summary>
public sealed class SvcConsumerCoreTests : IDisposable
{
    private readonly LayerScene _svc = new("video/VP9", ConsumerType.Svc, "L3T3", encodings: 1);
    private readonly LayerScene _kSvc = new("video/VP9", ConsumerType.Svc, "L3T3_KEY", encodings: 1);

    [Fact]
    public void What_overtakes_a_key_frame_is_kept()
    {
        _svc.Push(2, LayerScene.Vp9(2, 0));
        Assert.Empty(_svc.Sent);
        _svc.Push(1, LayerScene.Vp9(1, 0, isKey: true));

        Assert.Equal([1, 2], _svc.Inputs.Select(static input => (int)input));
    }

    [Fact]
    public void Timestamps_go_out_as_they_came()
    {
        _svc.Push(1, LayerScene.Vp9(1, 0, isKey: true), timestamp: 777);

        Assert.Equal(777u, _svc.Sent[0].Timestamp);
    }

    [Fact]
    public void Full_svc_asks_for_a_key_frame_on_the_way_up_alone()
    {
        Begin(_svc);
        Assert.Equal(2, _svc.Consumer.CurrentLayers?.SpatialLayer);
        _svc.KeyFrameRequests.Clear();
        _svc.Prefer(1);
        Assert.Empty(_svc.KeyFrameRequests);
        _svc.PushVp9Picture(20, 12);
        Assert.Equal(1, _svc.Consumer.CurrentLayers?.SpatialLayer);
        _svc.Prefer(2);

        Assert.Equal([1u], _svc.KeyFrameRequests);
    }

    [Fact]
    public void K_svc_asks_for_a_key_frame_at_every_spatial_change()
    {
        Begin(_kSvc);
        _kSvc.KeyFrameRequests.Clear();
        _kSvc.Prefer(1);
        Assert.Equal([1u], _kSvc.KeyFrameRequests);
        _kSvc.PushVp9Picture(20, 12);
        Assert.Equal(2, _kSvc.Consumer.CurrentLayers?.SpatialLayer);
        _kSvc.PushVp9Picture(23, 13, isKey: true);

        Assert.Equal(1, _kSvc.Consumer.CurrentLayers?.SpatialLayer);
    }

    [Fact]
    public void A_key_frame_is_asked_for_again_while_the_way_up_waits()
    {
        Begin(_svc);
        _svc.Prefer(0);
        _svc.PushVp9Picture(20, 12);
        _svc.Prefer(2);

        // Its first packet comes after others of the picture, which were not sent.
        _svc.Push(24, LayerScene.Vp9(13, 1, isKey: true), timestamp: 39_000);
        _svc.Push(23, LayerScene.Vp9(13, 0, isKey: true), timestamp: 39_000);
        Assert.Equal(0, _svc.Consumer.CurrentLayers?.SpatialLayer);
        _svc.KeyFrameRequests.Clear();
        _svc.Wait(TimeSpan.FromMilliseconds(1100));
        _svc.PushVp9Picture(26, 14);

        Assert.Equal([1u], _svc.KeyFrameRequests);
    }

    [Fact]
    public void A_temporal_change_asks_for_nothing()
    {
        Begin(_svc);
        _svc.KeyFrameRequests.Clear();
        _svc.Prefer(2, 0);
        _svc.Prefer(2, 2);

        Assert.Empty(_svc.KeyFrameRequests);
    }

    [Fact]
    public void The_picture_ends_with_the_highest_layer_that_is_sent()
    {
        Begin(_svc);
        _svc.Prefer(1);
        _svc.Sent.Clear();
        _svc.PushVp9Picture(20, 12);

        Assert.Equal([(20, false), (21, true)], _svc.Sent.Select(static sent => ((int)sent.Input, sent.Marker)));
    }

    [Fact]
    public void A_layer_that_ceases_gives_way_to_the_next_and_comes_back()
    {
        Begin(_svc);
        for (int i = 0; i < 6; i++)
        {
            _svc.Wait(TimeSpan.FromMilliseconds(750));
            _svc.Push((ushort)(20 + (2 * i)), LayerScene.Vp9(20 + i, 0), timestamp: (uint)(90_000 + (i * 3000)));
            _svc.Push((ushort)(21 + (2 * i)), LayerScene.Vp9(20 + i, 1), timestamp: (uint)(90_000 + (i * 3000)));
        }

        Assert.Equal(1, _svc.Consumer.CurrentLayers?.SpatialLayer);
        _svc.PushVp9Picture(40, 30);
        _svc.Wait(TimeSpan.FromMilliseconds(1500));
        _svc.PushVp9Picture(43, 31, isKey: true);

        Assert.Equal(2, _svc.Consumer.CurrentLayers?.SpatialLayer);
    }

    [Fact]
    public void Pausing_raises_an_event_that_nothing_is_sent()
    {
        Begin(_svc);
        _svc.Consumer.Pause();
        Assert.Null(_svc.LayerEvents.Last());
        _svc.KeyFrameRequests.Clear();
        _svc.Resume();
        _svc.PushVp9Picture(20, 12);

        Assert.Equal([1u], _svc.KeyFrameRequests);
        Assert.Null(_svc.Consumer.CurrentLayers);
    }

    [Fact]
    public void A_key_frame_is_asked_of_the_one_stream()
    {
        Begin(_svc);
        _svc.KeyFrameRequests.Clear();
        _svc.RequestKeyFrame();

        Assert.Equal([1u], _svc.KeyFrameRequests);
    }

    public void Dispose()
    {
        _svc.Dispose();
        _kSvc.Dispose();
    }

    /// <summary>All layers flow and are known to.</summary>
    private static void Begin(LayerScene scene)
    {
        scene.PushVp9Picture(1, 1, isKey: true);
        scene.Wait(TimeSpan.FromMilliseconds(1500));
        scene.PushVp9Picture(4, 10, isKey: true);
        scene.Wait(TimeSpan.FromMilliseconds(100));
    }
}
