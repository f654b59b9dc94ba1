using System.Collections.Concurrent;
using Tureen.Server.Load.Links;
using Tureen.Server.Load.Participants;
using Tureen.Server.Load.Reports;
using Tureen.Server.Load.Scenarios;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Load.Participants;

/// <summary>Loads of a room server of this process.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class LoadRunTests(RoomServerFixture server)
{
    private const double MaxDifference = 0.1;

    [Fact]
    public async Task The_figures_agree_with_what_the_server_counted()
    {
        ConcurrentQueue<LoadProgress> progress = [];

        LoadReport report = await LoadRun.RunAsync(
            Scenario() with { Rooms = 2, Participants = 3, Publishers = 2, Duration = TimeSpan.FromSeconds(3) }, progress.Enqueue, CancellationToken.None);

        Assert.Empty(report.Errors);
        Assert.Equal(new ParticipantsReport(6, 6, 0, 0), report.Participants);
        Assert.Equal((8, 0, 8, 0), (report.Audio.Streams, report.Audio.SilentStreams, report.Video.Streams, report.Video.SilentStreams));
        Assert.Equal(16, report.Comparison?.Tracks);
        Assert.InRange(report.Comparison!.DifferencePercent, 0, MaxDifference);
        Assert.InRange(report.Comparison.SentDifferencePercent, 0, MaxDifference);
        Assert.Equal(report.Audio.Packets + report.Video.Packets + report.Audio.Lost + report.Video.Lost, report.Comparison.Received);
        Assert.All([report.JoinTime.Count, report.Audio.First.Count, report.Video.First.Count], static count => Assert.InRange(count, 6, 8));
        Assert.True(report.Audio.Latency.Count > 100);
        Assert.Contains("90", report.Video.FramePercentByHeight.Keys);
        Assert.True(report.IsGood);
        Assert.NotEmpty(progress);
        Assert.NotEmpty(report.Samples);
    }

    [Fact]
    public async Task An_emulated_link_delays_and_those_who_leave_are_replaced()
    {
        LoadReport report = await LoadRun.RunAsync(
            Scenario() with
            {
                Participants = 2,
                Publishers = 1,
                HasVideo = false,
                ChurnPerMinute = 60,
                Duration = TimeSpan.FromSeconds(3),
                Link = new LinkConditions { Delay = TimeSpan.FromMilliseconds(40) },
            },
            static _ => { },
            CancellationToken.None);

        Assert.Empty(report.Errors);
        Assert.InRange(report.Participants.Left, 1, 3);
        Assert.Equal(report.Participants.Left + 2, report.Participants.Joined);
        Assert.True(report.Audio.Latency.Median >= 79);
        Assert.Null(report.Comparison);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_of_every_participant()
    {
        LoadReport report = await LoadRun.RunAsync(
            Scenario() with { Server = new Uri("http://127.0.0.1:1"), Duration = TimeSpan.FromMilliseconds(1) }, static _ => { }, CancellationToken.None);

        Assert.Equal(new ParticipantsReport(4, 0, 4, 0), report.Participants);
        Assert.Equal(4, Assert.Single(report.Errors).Value);
        Assert.False(report.IsGood);
    }

    private LoadScenario Scenario() => new() { Server = server.Address, RoomName = RoomServerFixture.NewRoomId(), VideoBitsPerSecond = 300_000, VideoHeight = 360 };
}
