using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>Acceptance W15: all streams, as they are, for another router.</summary>
public sealed class PipeConsumerCoreTests : IDisposable
{
    private readonly LayerScene _scene = new("video/VP8", ConsumerType.Pipe);

    [Fact]
    public void Each_stream_begins_with_a_key_frame_of_its_own()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(11, LayerScene.Vp8(11), ssrc: 2);
        _scene.Push(2, LayerScene.Vp8(2));
        _scene.Push(12, LayerScene.Vp8(12, isKey: true), ssrc: 2);

        Assert.Equal([(0, 1), (0, 2), (1, 12)], _scene.Sent.Select(static sent => (sent.Encoding, (int)sent.Input)));
    }

    [Fact]
    public void What_overtakes_a_key_frame_is_kept()
    {
        _scene.Push(2, LayerScene.Vp8(2));
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));

        Assert.Equal([1, 2], _scene.Inputs.Select(static input => (int)input));
    }

    [Fact]
    public void Audio_flows_at_once()
    {
        using var scene = new LayerScene("audio/opus", ConsumerType.Pipe, encodings: 1);
        scene.Push(1, [1, 2, 3]);

        Assert.Single(scene.Sent);
        Assert.Empty(scene.KeyFrameRequests);
    }

    [Fact]
    public void An_empty_payload_is_left_out_without_a_gap()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(2, []);
        _scene.Push(3, LayerScene.Vp8(2));

        Assert.Equal(_scene.Sent[0].Sequence + 1, _scene.Sent[1].Sequence);
    }

    [Fact]
    public void Markers_and_timestamps_stay()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true), marker: false, timestamp: 77);
        _scene.Push(2, LayerScene.Vp8(1), marker: true, timestamp: 77);

        Assert.Equal([(77u, false), (77u, true)], _scene.Sent.Select(static sent => (sent.Timestamp, sent.Marker)));
    }

    [Fact]
    public void Connecting_asks_for_a_key_frame_of_every_stream_and_begins_anew()
    {
        BeginAll();
        _scene.Connect(isConnected: false);
        _scene.KeyFrameRequests.Clear();
        _scene.Connect(isConnected: true);
        _scene.Push(2, LayerScene.Vp8(2));

        Assert.Equal([1u, 2u, 3u], _scene.KeyFrameRequests);
        Assert.Equal(3, _scene.Sent.Count);
    }

    [Fact]
    public void Resuming_asks_for_a_key_frame_of_every_stream_and_begins_anew()
    {
        BeginAll();
        _scene.Consumer.Pause();
        _scene.KeyFrameRequests.Clear();
        _scene.Resume();
        _scene.Push(2, LayerScene.Vp8(2));

        Assert.Equal([1u, 2u, 3u], _scene.KeyFrameRequests);
        Assert.Equal(3, _scene.Sent.Count);
    }

    [Fact]
    public void While_it_is_not_connected_it_asks_for_nothing()
    {
        BeginAll();
        _scene.Connect(isConnected: false);
        _scene.KeyFrameRequests.Clear();
        _scene.Consumer.Pause();
        _scene.Resume();
        _scene.RequestKeyFrame();

        Assert.Empty(_scene.KeyFrameRequests);
    }

    public void Dispose() => _scene.Dispose();

    private void BeginAll()
    {
        for (uint ssrc = 1; ssrc <= 3; ssrc++)
        {
            _scene.Push(1, LayerScene.Vp8(1, isKey: true), ssrc);
        }
    }
}
