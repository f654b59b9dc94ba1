namespace Tureen.Testing.Simulation;

/// <summary>What one direction of a simulated link does to datagrams.</summary>
internal sealed record LinkConditions
{
    public static readonly LinkConditions Perfect = new();

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Added to the delay, uniform in zero to this; alone it does not reorder.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>0..1.</summary>
    public double Loss { get; init; }

    /// <summary>0..1; such a datagram overtakes the ones sent before it.</summary>
    public double Reordering { get; init; }

    /// <summary>0..1.</summary>
    public double Duplication { get; init; }

    /// <summary>0..1; one bit of such a datagram flips.</summary>
    public double Corruption { get; init; }

    /// <summary>Bits per second; 0 for no limit.</summary>
    public long RateLimit { get; init; }

    /// <summary>How long datagrams wait for the rate limit before they are dropped.</summary>
    public TimeSpan MaximumQueue { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Bytes; longer datagrams are dropped.</summary>
    public int Mtu { get; init; } = 1500;
}
