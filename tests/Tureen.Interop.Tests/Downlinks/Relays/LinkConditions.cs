namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>What one direction of the relay does to packets; it may change at any time.</summary>
internal sealed record LinkConditions
{
    /// <summary>Bits per second of packets with their headers; infinite for no limit.</summary>
    public double Rate { get; init; } = double.PositiveInfinity;

    /// <summary>A packet that would wait longer behind a limit is dropped.</summary>
    public TimeSpan MaxQueue { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a packet is under way after the limit.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The share of packets that are lost at random.</summary>
    public double Loss { get; init; }

    /// <summary>How packets leave the limit together; null for each alone.</summary>
    public Aggregates? Aggregates { get; init; }

    /// <summary>Nothing comes through.</summary>
    public bool IsDown { get; init; }
}
