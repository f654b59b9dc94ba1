using Tureen.Server.Load.Links;
using Tureen.Server.Load.Scenarios;

namespace Tureen.Server.Load.Reports;

/// <summary>What was asked for. Tokens and keys are no part of it.</summary>
internal sealed record ScenarioReport
{
    public required string Server { get; init; }

    public required int Rooms { get; init; }

    public required int ParticipantsPerRoom { get; init; }

    public required int PublishersPerRoom { get; init; }

    public required bool Audio { get; init; }

    public required bool Video { get; init; }

    public required int Layers { get; init; }

    public required int VideoBitsPerSecond { get; init; }

    public required int FramesPerSecond { get; init; }

    public required int JoinsPerSecond { get; init; }

    public required double Seconds { get; init; }

    public required int ChurnPerMinute { get; init; }

    public required double LossPercent { get; init; }

    public required double DelayMilliseconds { get; init; }

    public required double JitterMilliseconds { get; init; }

    public required int LinkBitsPerSecond { get; init; }

    public required double ImpairedPercent { get; init; }

    public required int Seed { get; init; }

    public static ScenarioReport Of(LoadScenario scenario)
    {
        LinkConditions link = scenario.Link;
        return new ScenarioReport
        {
            Server = $"{scenario.Server.Scheme}://{scenario.Server.Authority}",
            Rooms = scenario.Rooms,
            ParticipantsPerRoom = scenario.Participants,
            PublishersPerRoom = scenario.Publishers,
            Audio = scenario.HasAudio,
            Video = scenario.HasVideo,
            Layers = scenario.Layers,
            VideoBitsPerSecond = scenario.VideoBitsPerSecond,
            FramesPerSecond = scenario.FramesPerSecond,
            JoinsPerSecond = scenario.JoinsPerSecond,
            Seconds = scenario.Duration.TotalSeconds,
            ChurnPerMinute = scenario.ChurnPerMinute,
            LossPercent = link.Loss * 100,
            DelayMilliseconds = link.Delay.TotalMilliseconds,
            JitterMilliseconds = link.Jitter.TotalMilliseconds,
            LinkBitsPerSecond = link.BitsPerSecond,
            ImpairedPercent = link.IsImpaired ? scenario.ImpairedShare * 100 : 0,
            Seed = scenario.Seed,
        };
    }
}
