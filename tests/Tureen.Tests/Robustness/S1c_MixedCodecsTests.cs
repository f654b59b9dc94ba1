using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Robustness;

/// <summary>What one codec says of its layers is never taken, nor rewritten, as if it were another one's.</summary>
public sealed class S1c_MixedCodecsTests
{
    private const byte OtherPayloadType = 98;

    [Fact]
    public void S1c_encodings_of_different_codecs_are_refused_with_their_names()
    {
        RtpParameters parameters = OrtcJson.Deserialize<RtpParameters>(
            """
            {
              "codecs": [
                { "mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000 },
                { "mimeType": "video/VP9", "payloadType": 98, "clockRate": 90000 }
              ],
              "encodings": [{ "ssrc": 1, "codecPayloadType": 96 }, { "ssrc": 2, "codecPayloadType": 98 }]
            }
            """);
        var mapping = new RtpMapping { Encodings = [new() { MappedSsrc = 1 }, new() { MappedSsrc = 2 }] };
        var error = Assert.Throws<MediasoupTypeException>(() => ProducerValidation.Check(MediaKind.Video, parameters, mapping));
        Assert.Contains("video/VP8", error.Message, StringComparison.Ordinal);
        Assert.Contains("video/VP9", error.Message, StringComparison.Ordinal);

        parameters.Encodings[1].CodecPayloadType = 96;
        Assert.Equal(ProducerType.Simulcast, ProducerValidation.Check(MediaKind.Video, parameters, mapping));
    }

    [Theory]
    [InlineData("video/VP8", "video/VP9", ConsumerType.Simulcast, "L1T3", 2)]
    [InlineData("video/VP9", "video/VP8", ConsumerType.Svc, "L3T3", 1)]
    [InlineData("video/AV1", "video/VP9", ConsumerType.Svc, "L3T3_KEY", 1)]
    [InlineData("video/H264", "video/VP8", ConsumerType.Simulcast, "L1T3", 2)]
    public void S1c_a_layered_consumer_drops_and_counts_packets_of_another_codec(
        string codec, string other, ConsumerType type, string mode, int encodings)
    {
        using var scene = new LayerScene(codec, type, mode, encodings, otherCodec: other);
        scene.Push(1, Key(codec));
        Assert.Single(scene.Sent);
        scene.Push(2, Key(other), payloadType: OtherPayloadType);
        scene.Push(3, Delta(other), payloadType: OtherPayloadType);
        Assert.Single(scene.Sent);
        Assert.Equal(2, scene.Context.Drops[DropReason.RtpForeignCodec]);

        scene.Push(4, Key(codec));
        Assert.Equal([1, 4], scene.Inputs.Select(static input => (int)input));
    }

    [Theory]
    [InlineData(ConsumerType.Simple)]
    [InlineData(ConsumerType.Pipe)]
    public void S1c_a_consumer_without_layers_forwards_them_as_they_came(ConsumerType type)
    {
        using var scene = new LayerScene("video/VP8", type, "L1T1", encodings: 1, otherCodec: "video/VP9");
        scene.Push(1, Key("video/VP8"));
        scene.Push(2, Delta("video/VP9"), payloadType: OtherPayloadType);
        scene.Push(3, Delta("video/VP8"));

        Assert.Equal([1, 2, 3], scene.Inputs.Select(static input => (int)input));
    }

    [Fact]
    public void S1c_the_selector_of_vp8_takes_no_temporal_layer_that_vp8_cannot_have()
    {
        var selector = new Vp8LayerSelector();
        selector.SetTargets(0, 7);
        bool marker = false;
        foreach (byte layer in new byte[] { 0, 4, 7, 3 })
        {
            foreach (ushort picture in new ushort[] { 100, 99, 101 })
            {
                var descriptor = new PayloadDescriptor
                {
                    IsPresent = true,
                    IsKeyFrame = layer == 0,
                    HasLayers = true,
                    TemporalLayer = layer,
                    HasPictureId = true,
                    PictureId = picture,
                };
                bool isSelected = selector.TrySelect(descriptor, ref marker, out _);
                Assert.False(isSelected && layer > 3);
            }
        }
    }

    private static byte[] Key(string codec) => codec switch
    {
        "video/VP8" => LayerScene.Vp8(1, isKey: true),
        "video/VP9" => LayerScene.Vp9(1, 0, isKey: true),
        "video/AV1" => [0x18, 1, 2, 3],
        _ => [0x67, 1, 2, 3],
    };

    private static byte[] Delta(string codec) => codec switch
    {
        "video/VP8" => LayerScene.Vp8(2),
        "video/VP9" => LayerScene.Vp9(2, 0, temporal: 2),
        _ => [0x10, 1, 2, 3],
    };
}
