using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>Acceptance W11: what all consumers share.</summary>
public sealed class ConsumerCoreTests : IDisposable
{
    private readonly LayerScene _scene = new("video/VP8", ConsumerType.Simple, encodings: 1);

    [Fact]
    public void Nothing_is_forwarded_while_inactive()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Consumer.Pause();
        _scene.Push(2, LayerScene.Vp8(2));
        _scene.Resume();
        _scene.Connect(isConnected: false);
        _scene.Push(3, LayerScene.Vp8(3));

        Assert.Equal([1], _scene.Inputs.Select(static input => (int)input));
    }

    [Fact]
    public void A_payload_type_that_nobody_negotiated_is_not_forwarded()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(2, LayerScene.Vp8(2), payloadType: 99);

        Assert.Single(_scene.Sent);
    }

    [Fact]
    public void An_empty_payload_is_not_forwarded()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(2, []);

        Assert.Single(_scene.Sent);
    }

    [Fact]
    public void Numbers_rise_by_one_whatever_was_left_out_between()
    {
        _scene.Push(1, LayerScene.Vp8(1, isKey: true));
        _scene.Push(2, []);
        _scene.Push(3, LayerScene.Vp8(2));
        _scene.Push(4, LayerScene.Vp8(3));

        Assert.Equal([1, 3, 4], _scene.Inputs.Select(static input => (int)input));
        Assert.Equal(_scene.Sent[0].Sequence + 1, _scene.Sent[1].Sequence);
        Assert.Equal(_scene.Sent[1].Sequence + 1, _scene.Sent[2].Sequence);
    }

    [Theory]
    [InlineData(ConsumerType.Simple)]
    [InlineData(ConsumerType.Simulcast)]
    [InlineData(ConsumerType.Svc)]
    [InlineData(ConsumerType.Pipe)]
    public void A_consumer_of_no_encodings_is_refused(ConsumerType type)
    {
        ConsumerCoreOptions options = _scene.Consumer.Options with { Type = type, ConsumableEncodings = [] };

        var error = Assert.Throws<MediasoupTypeException>(() => ConsumerFactory.Create(_scene.Context, _scene, _scene.Producer, options));

        Assert.Equal("empty consumableRtpEncodings", error.Message);
    }

    public void Dispose() => _scene.Dispose();
}
