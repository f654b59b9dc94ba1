using Tureen.Server.Load.Links;

namespace Tureen.Server.Load.Scenarios;

/// <summary>Who joins what, and for how long.</summary>
internal sealed record LoadScenario
{
    /// <summary>The address of the room server.</summary>
    public required Uri Server { get; init; }

    /// <summary>How the rooms are called; a number follows.</summary>
    public string RoomName { get; init; } = "load";

    public int Rooms { get; init; } = 1;

    /// <summary>Of each room.</summary>
    public int Participants { get; init; } = 4;

    /// <summary>Of each room, how many send. The first ones do.</summary>
    public int Publishers { get; init; } = 4;

    public bool HasAudio { get; init; } = true;

    public bool HasVideo { get; init; } = true;

    /// <summary>Encodings of each camera.</summary>
    public int Layers { get; init; } = 3;

    /// <summary>Of the highest encoding.</summary>
    public int VideoBitsPerSecond { get; init; } = 1_200_000;

    /// <summary>Of the highest encoding.</summary>
    public int VideoHeight { get; init; } = 720;

    public int FramesPerSecond { get; init; } = 30;

    /// <summary>Of each microphone.</summary>
    public int AudioBitsPerSecond { get; init; } = 32_000;

    /// <summary>Participants that join in a second.</summary>
    public int JoinsPerSecond { get; init; } = 20;

    /// <summary>How long it lasts once all have joined.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Participants that leave in a minute; another one joins in the place of each.</summary>
    public int ChurnPerMinute { get; init; }

    public LinkConditions Link { get; init; } = new();

    /// <summary>The share of participants behind the link, such as 0.5.</summary>
    public double ImpairedShare { get; init; } = 1;

    /// <summary>Whether the certificate of the server may be anything.</summary>
    public bool AcceptsAnyCertificate { get; init; }

    /// <summary>An access token for all participants; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>The key with which each participant's access token is signed; null for none.</summary>
    public string? TokenKey { get; init; }

    /// <summary>Media threads.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The process whose CPU time is measured, on this machine; null for none.</summary>
    public int? ServerProcess { get; init; }

    /// <summary>What random choices come from.</summary>
    public int Seed { get; init; } = 1;

    public int AllParticipants => Rooms * Participants;
}
