using System.Text.Json.Nodes;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 11.</summary>
public sealed class V11ProfileTests
{
    [Theory]
    [InlineData("low,medium,high", "default", 2)]
    [InlineData("low,medium,high", "high", 2)]
    [InlineData("low,medium,high", "medium", 1)]
    [InlineData("low,medium,high", "low", 0)]
    [InlineData("low,high", "default", 1)]
    [InlineData("low,high", "high", 1)]
    [InlineData("low,high", "medium", 0)]
    [InlineData("medium,high", "low", 0)]
    [InlineData("default", "high", 0)]
    [InlineData("default", "default", 0)]
    public void A_preference_is_a_bound_from_above(string labels, string preference, int layer)
    {
        Profile[] profiles = [.. labels.Split(',').Select(label => ProfileText.Parse(label)!.Value)];
        ProfileLayers layers = new(profiles);

        Assert.Equal(new ConsumerLayers(layer), layers.LayersOf(ProfileText.Parse(preference)!.Value));
        Assert.Equal(profiles[layer], layers.ProfileOf(new ConsumerLayers(layer, 2)));
        Assert.Equal(Profile.None, layers.ProfileOf(null));
    }

    [Fact]
    public async Task The_order_of_Firefox_is_sorted_for_the_engine()
    {
        JsonNode encodings = JsonNode.Parse(
            """[{"encodingId":"high1","profile":"high"},{"encodingId":"medium1","profile":"medium"},{"encodingId":"low1","profile":"low"}]""")!;
        await using V2Pair pair = await V2Pair.CreateAsync("video", encodings: encodings);

        Assert.Equal(["low1", "medium1", "high1"], pair.Producer.RouterProducer.RtpParameters.Encodings.Select(encoding => encoding.Rid));
        Assert.Equal("high1", pair.Producer.RtpParameters["encodings"]![0]!["encodingId"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_the_producer_prefers_counts_for_consumers_that_have_no_preference()
    {
        JsonNode encodings = JsonNode.Parse("""[{"ssrc":1,"profile":"low"},{"ssrc":2,"profile":"medium"},{"ssrc":3,"profile":"high"}]""")!;
        await using V2Pair pair = await V2Pair.CreateAsync("video", encodings: encodings);

        pair.Producer.SetPreferredProfile(Profile.Medium);
        pair.Producer.SetPreferredProfile(Profile.None);
        Assert.Equal((Profile.Medium, Profile.Default), (pair.Producer.PreferredProfile, pair.Consumer.PreferredProfile));
        Assert.Empty(pair.Take());
        pair.Consumer.SetPreferredProfile(Profile.High);
        Assert.Equal(["bob< consumerPreferredProfileSet"], pair.Take());
        pair.Consumer.SetPreferredProfile(Profile.High);
        await pair.Bob.NotifyAsync("setConsumerPreferredProfile", new JsonObject { ["id"] = pair.Consumer.Id, ["profile"] = "low" });
        Assert.Empty(pair.Take());
        Assert.Equal(Profile.Low, pair.Consumer.PreferredProfile);
    }

    [Fact]
    public void Vp9_of_several_streams_is_one_stream_of_layers()
    {
        V2Capabilities room = RoomCapabilities.Generate(
            [new() { Kind = Tureen.Ortc.MediaKind.Video, Name = "VP9", ClockRate = 90_000 }], HeaderExtensionSet.Compatible);
        JsonNode parameters = JsonNode.Parse(
            """
            {"codecs":[{"name":"VP9","clockRate":90000,"payloadType":98}],
             "encodings":[{"ssrc":1,"profile":"low"},{"ssrc":2,"profile":"medium"},{"ssrc":3,"profile":"high"}]}
            """)!;

        ProducerNegotiation negotiation = new(Tureen.Ortc.MediaKind.Video, V2RtpParameters.Read(parameters), room);

        Tureen.Ortc.RtpEncodingParameters encoding = Assert.Single(negotiation.ToRtpParameters().Encodings);
        Assert.Equal((1u, "L3T3_KEY"), (encoding.Ssrc, encoding.ScalabilityMode));
        Assert.Equal([Profile.Low, Profile.Medium, Profile.High], negotiation.Labels);
    }
}
