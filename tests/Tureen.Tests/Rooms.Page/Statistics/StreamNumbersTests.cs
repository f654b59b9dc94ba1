using System.Runtime.Versioning;
using Tureen.Client;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;
using Tureen.Tests.Client;

namespace Tureen.Tests.Rooms.Page.Statistics;

[SupportedOSPlatform("browser")]
public sealed class StreamNumbersTests
{
    [Fact]
    public async Task What_is_received_is_shown_with_loss_and_layer()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Consumer consumer = await call.ConsumeAsync("video/VP8");
        var reader = new StreamNumbers();
        var media = new RemoteMedia(consumer, "ann", MediaSource.Camera, hasLayers: true) { Quality = new Quality(9, 2, 1) };
        Assert.Empty(reader.Received("Ann", Inbound(consumer.LocalId, time: 1000, bytes: 0, lost: 0, received: 0), media, downlink: null)!.Words);

        StatsEntry entry = reader.Received(
            "Ann", Inbound(consumer.LocalId, time: 3000, bytes: 250_000, lost: 10, received: 90), media, downlink: null)!;

        Assert.Equal(1_000_000, entry.Bitrate);
        Assert.Contains(("Bitrate", "1.0 Mbit/s"), entry.Rows);
        Assert.Contains(("Loss", "10.0 %"), entry.Rows);
        Assert.Contains(("Codec", "VP8"), entry.Rows);
        Assert.Contains(("Picture", "640×360"), entry.Rows);
        Assert.Contains(("Quality", "Good"), entry.Rows);
        Assert.Equal("640×360 is sent, as wanted.", entry.Words);
    }

    [Fact]
    public async Task What_is_sent_is_shown_for_all_encodings_together()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Video());
        var reader = new StreamNumbers();
        reader.Sent("x", "You", Outbound(producer.LocalId, time: 0, bytes: 0), producer);

        StatsEntry entry = reader.Sent("x", "You", Outbound(producer.LocalId, time: 1000, bytes: 1000), producer)!;

        Assert.Equal(16_000, entry.Bitrate);
        Assert.Contains(("Round trip", "20 ms"), entry.Rows);
        Assert.Contains(("Sizes sent", "1 of 2"), entry.Rows);
        Assert.Contains(("Limit", "bandwidth"), entry.Rows);
    }

    [Fact]
    public void The_connection_shows_its_round_trip_and_path()
    {
        RtcStatsReport report = RtcStatsReport.Parse(
            """
            [{"id":"T","type":"transport","selectedCandidatePairId":"P"},
             {"id":"P","type":"candidate-pair","timestamp":5,"currentRoundTripTime":0.031,"remoteCandidateId":"R","bytesSent":1,"bytesReceived":2},
             {"id":"R","type":"remote-candidate","protocol":"udp"}]
            """);

        StatsEntry entry = new StreamNumbers().Connection("send", "Connection", report, isSending: true)!;

        Assert.Contains(("Round trip", "31 ms"), entry.Rows);
        Assert.Contains(("Path", "UDP"), entry.Rows);
    }

    [Fact]
    public void Without_a_connection_there_is_nothing_to_show() =>
        Assert.Null(new StreamNumbers().Connection("send", "Connection", RtcStatsReport.Parse("[]"), isSending: true));

    private static RtcStatsReport Inbound(string mid, double time, int bytes, int lost, int received) => RtcStatsReport.Parse(
        $$"""
        [{"id":"I","type":"inbound-rtp","mid":"{{mid}}","timestamp":{{time}},"bytesReceived":{{bytes}},"packetsLost":{{lost}},"packetsReceived":{{received}},
          "jitter":0.004,"codecId":"C","frameWidth":640,"frameHeight":360,"framesPerSecond":20},
         {"id":"C","type":"codec","mimeType":"video/VP8"}]
        """);

    private static RtcStatsReport Outbound(string mid, double time, int bytes) => RtcStatsReport.Parse(
        $$"""
        [{"id":"a","type":"outbound-rtp","mid":"{{mid}}","timestamp":{{time}},"bytesSent":{{bytes}},"frameWidth":320,"frameHeight":180,"framesPerSecond":20,
          "remoteId":"r"},
         {"id":"b","type":"outbound-rtp","mid":"{{mid}}","timestamp":{{time}},"bytesSent":{{bytes}},"frameWidth":1280,"frameHeight":720,"framesPerSecond":0,
          "qualityLimitationReason":"bandwidth"},
         {"id":"r","type":"remote-inbound-rtp","fractionLost":0.1,"roundTripTime":0.02}]
        """);
}
