using System.Text.Json.Nodes;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 13.</summary>
public sealed class V13StatsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(double.NaN, null)]
    [InlineData(1.0, 1000.0)]
    [InlineData(-5.0, 1000.0)]
    [InlineData(2500.0, 2500.0)]
    [InlineData(1e300, 86_400_000.0)]
    public void An_interval_is_at_least_a_second(double? wanted, double? used) =>
        Assert.Equal(used, PeriodicReports.IntervalOf(wanted)?.TotalMilliseconds);

    [Fact]
    public async Task The_first_report_comes_at_once_and_none_after_the_end()
    {
        int reports = 0;
        Task Report()
        {
            reports++;
            return Task.CompletedTask;
        }

        PeriodicReports periodic = new(new Lock(), new ComponentLog(null, "test"), Report);
        periodic.Enable(null);
        Assert.Equal((0, false), (reports, periodic.IsEnabled));
        periodic.Enable(60_000);
        periodic.Enable(1_000);
        Assert.Equal((1, true), (reports, periodic.IsEnabled));
        periodic.Disable();
        Assert.False(periodic.IsEnabled);

        await using V2Pair pair = await V2Pair.CreateAsync();
        await pair.Alice.NotifyAsync("enableProducerStats", new JsonObject { ["id"] = pair.Producer.Id, ["interval"] = 60_000 });
        Assert.True(pair.Producer.Reports.IsEnabled);
        pair.Producer.Close();
        Assert.False(pair.Producer.Reports.IsEnabled);
    }

    [Fact]
    public void Streams_are_described_in_the_words_of_v2()
    {
        InboundRtpStats inbound = new() { Ssrc = 5, Kind = Tureen.Ortc.MediaKind.Video, MimeType = "video/VP8", Jitter = 3, PacketCount = 7 };
        OutboundRtpStats outbound = new() { Ssrc = 6, Kind = Tureen.Ortc.MediaKind.Video, MimeType = "video/VP8", RoundTripTime = 4 };

        JsonArray producer = StreamStats.ToJson([inbound], 11);
        JsonArray consumer = StreamStats.ToJson([outbound, inbound], 12, 11, hasSource: true, "out");
        JsonArray nothingSent = StreamStats.ToJson([outbound, inbound], 12, 11, hasSource: false, "out");

        Assert.Equal(("inbound-rtp", 11, 3), (producer[0]!["type"]!.GetValue<string>(), producer[0]!["transportId"]!.GetValue<int>(), producer[0]!["jitter"]!.GetValue<long>()));
        Assert.Equal(("video", "video", 0), (producer[0]!["mediaType"]!.GetValue<string>(), producer[0]!["kind"]!.GetValue<string>(), producer[0]!["sliCount"]!.GetValue<int>()));
        Assert.Equal(["inbound-rtp", "outbound-rtp"], consumer.Select(one => one!["type"]!.GetValue<string>()));
        Assert.Equal(consumer[0]!["id"]!.GetValue<string>(), consumer[1]!["inboundRtpId"]!.GetValue<string>());
        Assert.Equal((4.0, 12, 11), (consumer[1]!["roundTripTime"]!.GetValue<double>(), consumer[1]!["transportId"]!.GetValue<int>(), consumer[0]!["transportId"]!.GetValue<int>()));
        Assert.Equal("outbound-rtp", Assert.Single(nothingSent)!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_enabled_has_no_statistics()
    {
        await using V2Pair pair = await V2Pair.CreateAsync(isEnabled: false);

        Assert.Empty(await pair.Consumer.GetStatsAsync());
        pair.Consumer.Close();
        await Assert.ThrowsAsync<InvalidStateException>(pair.Consumer.GetStatsAsync);
    }
}
