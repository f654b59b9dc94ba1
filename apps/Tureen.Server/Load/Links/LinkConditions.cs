namespace Tureen.Server.Load.Links;

/// <summary>What a link does to packets, each way.</summary>
internal sealed record LinkConditions
{
    /// <summary>The share of packets that are lost, such as 0.01.</summary>
    public double Loss { get; init; }

    /// <summary>How long every packet takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How much longer a packet may take, evenly distributed. Packets keep their order.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>What the link carries; 0 for all that comes.</summary>
    public int BitsPerSecond { get; init; }

    /// <summary>Whether it does anything.</summary>
    public bool IsImpaired => Loss > 0 || Delay > TimeSpan.Zero || Jitter > TimeSpan.Zero || BitsPerSecond > 0;
}
