namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>What a link does to the datagrams of all who share it.</summary>
internal sealed record BottleneckOptions
{
    public CapacityTrace Capacity { get; init; } = CapacityTrace.Unlimited;

    /// <summary>Makes the queue.</summary>
    public Func<IQueueDiscipline> Queue { get; init; } = static () => new DropTailQueue(TimeSpan.FromMilliseconds(300));

    /// <summary>A policer before the queue: drops what has no tokens.</summary>
    public Policer? Policer { get; init; }

    /// <summary>Bytes that may leave at once after a pause, as of a shaper; 0 for a link that is only as fast as its capacity.</summary>
    public int Burst { get; init; }

    /// <summary>Datagrams that come during an outage are lost; otherwise they wait.</summary>
    public bool DropsInOutage { get; init; }

    /// <summary>The way behind the queue.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Other delays from an instant on, in order.</summary>
    public IReadOnlyList<(TimeSpan At, TimeSpan Delay)> DelaySteps { get; init; } = [];

    /// <summary>Loss behind the queue, as on a radio link.</summary>
    public LossModel Loss { get; init; } = LossModel.None;

    public Aggregation? Aggregation { get; init; }

    /// <summary>The share of datagrams that come later than their successors.</summary>
    public double Reordering { get; init; }

    /// <summary>How much later they come.</summary>
    public TimeSpan ReorderingDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The share of datagrams that arrive twice.</summary>
    public double Duplication { get; init; }

    /// <summary>Bytes of the headers of UDP and IP: 28 of IPv4, 48 of IPv6.</summary>
    public int HeaderLength { get; init; } = 28;
}
