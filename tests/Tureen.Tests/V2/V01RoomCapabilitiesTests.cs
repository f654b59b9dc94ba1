using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance checks 1 and 3.</summary>
public sealed class V01RoomCapabilitiesTests
{
    [Theory]
    [InlineData(HeaderExtensionSet.Strict, "audio1,video2,audio3,video3,video4,audio5,video5,video6")]
    [InlineData(HeaderExtensionSet.Compatible, "audio1,audio3,video3,video6")]
    public void The_numbers_are_those_of_v2(HeaderExtensionSet set, string extensions)
    {
        JsonObject capabilities = RoomCapabilities.Generate(V2Scene.Codecs, set).ToJson();

        Assert.Equal(
            "opus100,VP8101,rtx102,H264103,rtx104",
            string.Join(',', capabilities["codecs"]!.AsArray().Select(codec => $"{codec!["name"]}{codec["preferredPayloadType"]}")));
        Assert.Equal(
            extensions,
            string.Join(',', capabilities["headerExtensions"]!.AsArray().Select(one => $"{one!["kind"]}{one["preferredId"]}")));
        Assert.Empty(capabilities["fecMechanisms"]!.AsArray());
    }

    [Fact]
    public void Static_payload_types_stay_and_parameters_are_laid_over_the_table()
    {
        V2Capabilities capabilities = RoomCapabilities.Generate(
            [
                new() { Kind = MediaKind.Audio, Name = "pcmu", ClockRate = 8_000 },
                new() { Kind = MediaKind.Video, Name = "h264", ClockRate = 90_000, Parameters = new JsonObject { ["profile-level-id"] = "42e01f" } },
            ],
            HeaderExtensionSet.Compatible);

        Assert.Equal(0, capabilities.Codecs[0].PayloadType);
        Assert.Equal(1, capabilities.Codecs[0].Channels);
        Assert.Equal("""{"packetization-mode":0,"profile-level-id":"42e01f"}""", capabilities.Codecs[1].Parameters.ToJsonString());
    }

    [Fact]
    public void No_codecs_and_codecs_that_lack_something_are_no_argument()
    {
        RoomMediaCodec[] lacking =
        [
            new() { Name = "opus", ClockRate = 48_000 },
            new() { Kind = MediaKind.Audio, ClockRate = 48_000 },
            new() { Kind = MediaKind.Audio, Name = "opus" },
        ];

        Assert.Throws<MediasoupTypeException>(() => RoomCapabilities.Generate([], HeaderExtensionSet.Strict));
        Assert.Throws<MediasoupTypeException>(() => RoomCapabilities.Generate(null, HeaderExtensionSet.Strict));
        Assert.All(lacking, codec => Assert.Throws<MediasoupTypeException>(() => RoomCapabilities.Generate([codec], HeaderExtensionSet.Strict)));
    }

    [Theory]
    [InlineData(MediaKind.Audio, "opus", 44_100)]
    [InlineData(MediaKind.Video, "Theora", 90_000)]
    [InlineData(MediaKind.Video, "H265", 90_000)]
    [InlineData(MediaKind.Audio, "opus", 48_000, 1)]
    public void Codecs_that_are_not_in_the_table_or_the_engine_are_not_supported(MediaKind kind, string name, int clockRate, int? channels = null) =>
        Assert.Throws<UnsupportedException>(() => RoomCapabilities.Generate(
            [new() { Kind = kind, Name = name, ClockRate = clockRate, Channels = channels }], HeaderExtensionSet.Strict));

    [Fact]
    public void Payload_types_end_some_time()
    {
        RoomMediaCodec[] many = [.. Enumerable.Repeat(new RoomMediaCodec { Kind = MediaKind.Video, Name = "VP8", ClockRate = 90_000 }, 45)];

        Assert.Throws<MediasoupException>(() => RoomCapabilities.Generate(many, HeaderExtensionSet.Strict));
    }
}
