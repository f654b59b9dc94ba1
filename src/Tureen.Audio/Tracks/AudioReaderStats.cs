namespace Tureen.Audio;

/// <summary>What an <see cref="AudioReader"/> has counted.</summary>
public sealed record AudioReaderStats
{
    /// <summary>Packets that arrived.</summary>
    public required long Packets { get; init; }

    /// <summary>Packets that have not arrived.</summary>
    public required long LostPackets { get; init; }

    /// <summary>Packets that came when their turn had passed.</summary>
    public required long LatePackets { get; init; }

    /// <summary>Packets that came more than once.</summary>
    public required long RepeatedPackets { get; init; }

    /// <summary>Packets that cannot be decoded or belong to no stream.</summary>
    public required long InvalidPackets { get; init; }

    /// <summary>Packets that were left out because too many waited.</summary>
    public required long DroppedPackets { get; init; }

    /// <summary>How often the stream began anew, the first time included.</summary>
    public required long Restarts { get; init; }

    /// <summary>How long was played in all.</summary>
    public required TimeSpan Played { get; init; }

    /// <summary>How long silence was played while nothing was received.</summary>
    public required TimeSpan Silent { get; init; }

    /// <summary>How long something took the place of missing packets.</summary>
    public required TimeSpan Concealed { get; init; }

    /// <summary>How much of <see cref="Concealed"/> is silence, because there was silence before it: encoders do not protect that.</summary>
    public required TimeSpan ConcealedQuiet { get; init; }

    /// <summary>How much came from repetitions in later packets (in-band FEC or RED).</summary>
    public required TimeSpan Recovered { get; init; }

    /// <summary>How much was removed to lower the delay.</summary>
    public required TimeSpan Removed { get; init; }

    /// <summary>How much was inserted to raise the delay.</summary>
    public required TimeSpan Inserted { get; init; }

    /// <summary>How long packets wait for late ones at present.</summary>
    public required TimeSpan TargetDelay { get; init; }

    /// <summary>The variation of the network's delay (RFC 3550 §6.4.1).</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>The share of what was received that had to be concealed and can be heard, from 0 to 1.</summary>
    public double ConcealedShare => Played > Silent ? (Concealed - ConcealedQuiet) / (Played - Silent) : 0;
}
