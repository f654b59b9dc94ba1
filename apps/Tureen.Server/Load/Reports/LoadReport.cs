namespace Tureen.Server.Load.Reports;

/// <summary>What the participants of a load experienced.</summary>
internal sealed record LoadReport
{
    public required DateTimeOffset StartedAt { get; init; }

    public required ScenarioReport Scenario { get; init; }

    public required ParticipantsReport Participants { get; init; }

    /// <summary>Milliseconds from the start of joining until the participant is in the room.</summary>
    public required DistributionReport JoinTime { get; init; }

    public required KindReport Audio { get; init; }

    public required KindReport Video { get; init; }

    /// <summary>The time when all had joined, which the rates are of.</summary>
    public required SteadyReport Steady { get; init; }

    /// <summary>What the server counted; null if it does not say.</summary>
    public ComparisonReport? Comparison { get; init; }

    /// <summary>One sample for each second.</summary>
    public required IReadOnlyList<LoadSample> Samples { get; init; }

    /// <summary>The errors and how often each happened.</summary>
    public required IReadOnlyDictionary<string, int> Errors { get; init; }

    /// <summary>Whether every participant joined, stayed, and got something of each track.</summary>
    public bool IsGood => Participants is { Failed: 0 } && Participants.Joined > 0 && Audio.SilentStreams + Video.SilentStreams == 0;
}
