namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>How a receiver reports arrivals, and what becomes of these reports.</summary>
internal sealed record FeedbackOptions
{
    /// <summary>Chrome's interval where nothing is sent back but feedback.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The interval follows the rate instead, within 50 and 250 ms, so that feedback takes 5 % of it.</summary>
    public bool IsByRate { get; init; }

    /// <summary>The share of messages that are lost; nothing else is.</summary>
    public double Loss { get; init; }

    /// <summary>Of so many messages one arrives.</summary>
    public int KeepOneOf { get; init; } = 1;

    /// <summary>The share of messages that come <see cref="ReorderingDelay"/> later than the others.</summary>
    public double Reordering { get; init; }

    public TimeSpan ReorderingDelay { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>No message arrives in these times since the start.</summary>
    public IReadOnlyList<(TimeSpan From, TimeSpan To)> Outages { get; init; } = [];

    /// <summary>Parts in a million by which the receiver's clock runs fast.</summary>
    public double Skew { get; init; }

    /// <summary>Instants at which the receiver's clock jumps by a span.</summary>
    public IReadOnlyList<(TimeSpan At, TimeSpan By)> ClockSteps { get; init; } = [];
}
