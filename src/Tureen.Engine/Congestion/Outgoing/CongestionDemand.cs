namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What the allocation wants and has, in bits per second on the wire.</summary>
internal readonly record struct CongestionDemand
{
    /// <summary>What must be available for the next step up of some consumer; 0 when nobody wants more or may have it.</summary>
    public double NextNeed { get; init; }

    /// <summary>What must be available for all wishes together.</summary>
    public double TopNeed { get; init; }

    /// <summary>The present steps and the reserve.</summary>
    public double Present { get; init; }

    /// <summary>Whether any video is sent or on its way.</summary>
    public bool HasVideo { get; init; }

    /// <summary>Whether every video is at its lowest step.</summary>
    public bool IsLowest { get; init; }

    /// <summary>Whether each consumer sends its target, so that what the path shows is the effect of the last decision.</summary>
    public bool IsSettled { get; init; }
}
