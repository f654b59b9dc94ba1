namespace Tureen.Rooms.Dashboard;

/// <summary>What one media worker does.</summary>
internal sealed record WorkerLoad
{
    public required int Id { get; init; }

    /// <summary>The share of a processor, from 0 to 1, since the picture before; null in the first one.</summary>
    public double? Cpu { get; init; }

    /// <summary>Seconds that a deadline was late at worst, recently.</summary>
    public double LoopLag { get; init; }

    public long Transports { get; init; }

    public long Producers { get; init; }

    public long Consumers { get; init; }

    /// <summary>Bits per second since the picture before.</summary>
    public double? BitsReceived { get; init; }

    public double? BitsSent { get; init; }

    /// <summary>Transports whose connection carries less than their consumers want.</summary>
    public long LimitedTransports { get; init; }

    /// <summary>Reductions of the available bitrate, of all transports since the worker began.</summary>
    public long Cuts { get; init; }

    /// <summary>Packets and messages dropped since the worker began.</summary>
    public long Drops { get; init; }
}
