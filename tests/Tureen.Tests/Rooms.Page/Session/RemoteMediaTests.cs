using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Client.Testing;
using Tureen.Rooms.Page.Session;
using Tureen.Tests.Client;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class RemoteMediaTests
{
    private static readonly Downlink Short = new(500_000, 2_700_000);
    private static readonly Downlink Enough = new(3_000_000, 2_700_000);

    [Fact]
    public async Task The_page_wants_the_highest_layers_unless_it_asked_for_others()
    {
        RemoteMedia media = await MakeAsync();
        Assert.Equal((2, 2), (media.Layers.WantedSpatial, (await ArriveAsync(2, 2)).Layers.WantedTemporal));
        media.PreferredLayer = 1;
        Assert.Equal(1, media.Layers.WantedSpatial);
        media.PreferredLayer = 5;
        Assert.Equal(2, media.Layers.WantedSpatial);
    }

    [Fact]
    public async Task A_thin_connection_is_why_a_smaller_picture_arrives()
    {
        RemoteMedia media = await ArriveAsync(2, 2);
        Assert.Equal(Reduction.None, media.GetReduction(Short));

        Arrive(media, 0, 2);
        Assert.Equal(Reduction.Connection, media.GetReduction(Short));
        Assert.Equal(Reduction.Connection, media.GetReduction(downlink: null));
        Arrive(media, null, null);
        Assert.Equal(Reduction.Connection, media.GetReduction(Short));
    }

    [Fact]
    public async Task Fewer_frames_are_a_reduction_once_all_have_come()
    {
        RemoteMedia media = await ArriveAsync(2, 0);
        Assert.Equal(Reduction.None, media.GetReduction(Short));
        Arrive(media, 2, 2);
        Arrive(media, 2, 1);
        Assert.Equal(Reduction.Connection, media.GetReduction(Short));
    }

    [Fact]
    public async Task A_connection_that_carries_enough_is_no_reason()
    {
        RemoteMedia media = await ArriveAsync(1, 2);
        Assert.Equal(Reduction.None, media.GetReduction(Enough));
    }

    [Theory]
    [InlineData("[10,10,0]", 1, "Sender")]
    [InlineData("[10,10,0]", 0, "Connection")]
    [InlineData("[10,0,0]", 0, "Sender")]
    [InlineData("[0,0,0]", null, "Sender")]
    [InlineData("[10,10,10]", 1, "Connection")]
    [InlineData("[10]", 1, "Connection")]
    public async Task What_the_sender_does_not_send_is_not_the_fault_of_the_connection(string scores, int? arrives, string reduction)
    {
        RemoteMedia media = await ArriveAsync(2, 2);
        media.TryApply("consumerScore", new JsonObject { ["score"] = new JsonObject { ["producerScores"] = JsonNode.Parse(scores) } });
        Arrive(media, arrives, arrives is null ? null : 2);

        Assert.Equal(Enum.Parse<Reduction>(reduction), media.GetReduction(Short));
    }

    [Fact]
    public async Task Nothing_is_reduced_before_the_first_picture_in_a_pause_or_without_layers()
    {
        RemoteMedia media = await MakeAsync();
        Assert.Equal(Reduction.None, media.GetReduction(Short));
        Arrive(media, 0, 0);
        Assert.Equal(Reduction.Connection, media.GetReduction(Short));
        media.TryApply("consumerPaused", new JsonObject());
        Assert.Equal(Reduction.None, media.GetReduction(Short));

        RemoteMedia plain = await MakeAsync(hasLayers: false);
        Arrive(plain, 0, 0);
        Assert.Equal(Reduction.None, plain.GetReduction(Short));
    }

    private static async Task<RemoteMedia> ArriveAsync(int spatial, int temporal)
    {
        RemoteMedia media = await MakeAsync();
        Arrive(media, spatial, temporal);
        return media;
    }

    private static async Task<RemoteMedia> MakeAsync(bool hasLayers = true)
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.ConsumerOptions options = FakeParameters.ConsumerOptions("video/VP8");
        options.RtpParameters!.Encodings[0].ScalabilityMode = "L3T3";
        return new RemoteMedia(await call.Recv.ConsumeAsync(options), "ann", MediaSource.Camera, hasLayers);
    }

    private static void Arrive(RemoteMedia media, int? spatial, int? temporal)
    {
        JsonObject data = spatial is null ? [] : new() { ["layers"] = new JsonObject { ["spatialLayer"] = spatial, ["temporalLayer"] = temporal } };
        Assert.True(media.TryApply("consumerLayersChanged", JsonNode.Parse(data.ToJsonString())!));
    }
}
