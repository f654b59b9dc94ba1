using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>Acceptance W13: choosing among encodings.</summary>
public sealed class SimulcastConsumerCoreTests : IDisposable
{
    private readonly LayerScene _scene = new("video/VP8", ConsumerType.Simulcast);

    [Fact]
    public void What_overtakes_a_key_frame_is_kept_and_what_is_of_other_layers_is_not()
    {
        _scene.Prefer(0);
        _scene.Push(2, LayerScene.Vp8(2));
        _scene.Push(20, LayerScene.Vp8(20), ssrc: 2);
        Assert.Empty(_scene.Sent);
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(21, LayerScene.Vp8(21, isKey: true), ssrc: 2);

        Assert.Equal([(0, 1), (0, 2)], _scene.Sent.Select(static sent => (sent.Encoding, (int)sent.Input)));
        Assert.Equal(_scene.Sent[0].Sequence + 1, _scene.Sent[1].Sequence);
    }

    [Fact]
    public void The_old_layer_flows_until_the_new_one_begins_with_a_key_frame()
    {
        Begin();
        _scene.Prefer(1);
        _scene.Push(2, LayerScene.Vp8(2));
        _scene.Push(12, LayerScene.Vp8(12), ssrc: 2);
        _scene.Push(13, LayerScene.Vp8(13, isKey: true), ssrc: 2, timestamp: 23_000);
        _scene.Push(3, LayerScene.Vp8(3));
        _scene.Push(14, LayerScene.Vp8(14), ssrc: 2, timestamp: 26_000);

        Assert.Equal([(0, 1), (0, 2), (1, 13), (1, 14)], _scene.Sent.Select(static sent => (sent.Encoding, (int)sent.Input)));
        Assert.Equal([0, 1, 2, 3], _scene.Sent.Select(sent => sent.Sequence - _scene.Sent[0].Sequence));
    }

    [Fact]
    public void Only_an_empty_payload_of_the_layer_that_is_sent_counts()
    {
        Begin();
        _scene.Push(2, []);
        _scene.Push(12, [], ssrc: 2);
        _scene.Push(3, LayerScene.Vp8(2));

        Assert.Equal([1, 3], _scene.Inputs.Select(static input => (int)input));
        Assert.Equal(_scene.Sent[0].Sequence + 1, _scene.Sent[1].Sequence);
    }

    [Fact]
    public void Connecting_asks_for_a_key_frame_and_disconnecting_forgets_the_layers()
    {
        Begin();
        _scene.KeyFrameRequests.Clear();
        _scene.Connect(isConnected: false);
        Assert.Null(_scene.Consumer.CurrentLayers);
        _scene.Connect(isConnected: true);
        _scene.Push(2, LayerScene.Vp8(2));

        Assert.Equal([1u], _scene.KeyFrameRequests);
        Assert.Single(_scene.Sent);
    }

    [Fact]
    public void Resuming_asks_for_a_key_frame_and_waits_for_it()
    {
        Begin();
        _scene.KeyFrameRequests.Clear();
        _scene.Consumer.Pause();
        _scene.Resume();
        _scene.Push(2, LayerScene.Vp8(2));
        Assert.Equal([1u], _scene.KeyFrameRequests);
        Assert.Single(_scene.Sent);
        _scene.Push(3, LayerScene.Vp8(3, isKey: true));

        Assert.Equal([1, 3], _scene.Inputs.Select(static input => (int)input));
    }

    [Fact]
    public void A_layer_that_cannot_be_placed_in_time_is_left_out_until_its_sender_reports()
    {
        _scene.Prefer(0);
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.PushSenderReport(1, 3000);
        _scene.Push(11, LayerScene.Vp8(11), ssrc: 2);
        _scene.Prefer(1);
        _scene.Push(12, LayerScene.Vp8(12, isKey: true), ssrc: 2);
        Assert.Equal(0, _scene.Consumer.CurrentLayers?.SpatialLayer);

        _scene.PushSenderReport(2, 33_000);
        _scene.Push(13, LayerScene.Vp8(13, isKey: true), ssrc: 2, timestamp: 60_000);

        Assert.Equal(1, _scene.Consumer.CurrentLayers?.SpatialLayer);
    }

    [Fact]
    public void A_sender_that_never_reports_is_not_held_on_the_lowest_layer_for_ever()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        for (ushort i = 2; i < 150; i++)
        {
            _scene.Now += TimeSpan.FromMilliseconds(100);
            _scene.Push(i, LayerScene.Vp8(i), timestamp: i * 9000u);
            _scene.Push(i, LayerScene.Vp8(i, isKey: true), ssrc: 2, timestamp: 70_000 + (i * 9000u));
        }

        // It goes on by arrival: the frame after the last one of the lower layer, which came at the same time.
        int switched = _scene.Sent.FindIndex(static sent => sent.Encoding == 1);
        Assert.Equal(1, _scene.Consumer.CurrentLayers?.SpatialLayer);
        Assert.InRange(switched, 100, 115);
        Assert.InRange(_scene.Sent[switched].Timestamp - _scene.Sent[switched - 1].Timestamp, 1u, 9000u);
    }

    [Fact]
    public void A_layer_without_report_takes_over_at_once_from_one_that_ends()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(11, LayerScene.Vp8(11), ssrc: 2);
        Assert.Equal(0, _scene.Consumer.CurrentLayers?.SpatialLayer);
        for (ushort i = 12; i < 35; i++)
        {
            _scene.Wait(TimeSpan.FromMilliseconds(100));
            _scene.Push(i, LayerScene.Vp8(i, isKey: true), ssrc: 2);
        }

        Assert.Equal(1, _scene.Consumer.CurrentLayers?.SpatialLayer);
    }

    [Fact]
    public void Timestamps_of_another_layer_are_those_of_the_same_instant()
    {
        Begin();
        _scene.Prefer(1);

        // Report and packet agree: 18,000 units is as long after the second report as 2,000 + 18,000 after the first.
        _scene.Push(12, LayerScene.Vp8(12, isKey: true), ssrc: 2, timestamp: 20_000 + 18_000);

        Assert.Equal(3000u + 18_000 + 18_000, _scene.Sent[^1].Timestamp);
    }

    [Fact]
    public void A_report_lets_layers_be_chosen_anew()
    {
        Begin();
        _scene.Push(101, LayerScene.Vp8(1, isKey: true), ssrc: 3);
        _scene.Prefer(2);
        _scene.KeyFrameRequests.Clear();
        _scene.PushSenderReport(3, 5000);

        Assert.Equal([3u], _scene.KeyFrameRequests);
    }

    [Fact]
    public void A_key_frame_is_asked_of_the_layer_that_is_wanted_and_of_the_one_that_is_sent()
    {
        Begin();
        _scene.Prefer(1);

        // What was asked for before is over.
        _scene.Now += TimeSpan.FromMilliseconds(1100);
        _scene.Push(2, LayerScene.Vp8(2));
        _scene.Push(12, LayerScene.Vp8(12), ssrc: 2);
        _scene.Wait(TimeSpan.Zero);
        _scene.Now += TimeSpan.FromMilliseconds(1100);
        _scene.Push(3, LayerScene.Vp8(3));
        _scene.Push(13, LayerScene.Vp8(13), ssrc: 2);
        _scene.Wait(TimeSpan.Zero);
        _scene.KeyFrameRequests.Clear();
        _scene.RequestKeyFrame();

        Assert.Equal([1u], _scene.KeyFrameRequests);
    }

    [Fact]
    public void A_key_frame_that_began_before_the_layer_was_wanted_is_not_used()
    {
        Begin();
        _scene.Push(13, LayerScene.Vp8(13), ssrc: 2, timestamp: 26_000);
        _scene.Now += TimeSpan.FromMilliseconds(20);
        _scene.Prefer(1);
        _scene.Push(12, LayerScene.Vp8(12, isKey: true), ssrc: 2, timestamp: 23_000);

        Assert.Equal(0, _scene.Consumer.CurrentLayers?.SpatialLayer);
        _scene.Push(14, LayerScene.Vp8(14, isKey: true), ssrc: 2, timestamp: 29_000);
        Assert.Equal(1, _scene.Consumer.CurrentLayers?.SpatialLayer);
    }

    [Fact]
    public void Layers_are_raised_when_they_change_and_when_nothing_flows()
    {
        Begin();
        _scene.Wait(TimeSpan.FromMilliseconds(1600));

        Assert.Equal(new ConsumerLayers(0, 0), _scene.LayerEvents.First());
        Assert.Null(_scene.LayerEvents.Last());
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>The lowest layer is sent; both lower ones have reported their time.</summary>
    private void Begin()
    {
        _scene.Prefer(0);
        _scene.Push(0, LayerScene.Vp8(0, isKey: true));
        _scene.Sent.Clear();
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(11, LayerScene.Vp8(11), ssrc: 2, timestamp: 2000);
        _scene.PushSenderReport(1, 3000 + 18_000);
        _scene.Now -= TimeSpan.FromMilliseconds(200);
        _scene.PushSenderReport(2, 20_000);
    }
}
