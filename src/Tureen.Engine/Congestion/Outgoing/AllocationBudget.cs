namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What may be kept and what may be added, in bits per second on the wire.</summary>
internal readonly record struct AllocationBudget
{
    /// <summary>The share of what is available that upgrades may use.</summary>
    public const double RaiseShare = 0.95;

    /// <summary>That of a peer which never reports.</summary>
    public static AllocationBudget Unlimited => new()
    {
        Available = double.PositiveInfinity,
        Keep = double.PositiveInfinity,
        Raise = double.PositiveInfinity,
        First = double.PositiveInfinity,
        CanRaise = true,
    };

    /// <summary>What is known to fit.</summary>
    public double Available { get; init; }

    /// <summary>For steps up to the present ones; infinite while what flows is proven to fit.</summary>
    public double Keep { get; init; }

    /// <summary>For steps above the present ones.</summary>
    public double Raise { get; init; }

    /// <summary>For the lowest step of a consumer that has none, as long as nothing speaks against it.</summary>
    public double First { get; init; }

    /// <summary>Audio, retransmissions, data and RTCP.</summary>
    public double Reserve { get; init; }

    /// <summary>Whether the path was never full.</summary>
    public bool IsUntried { get; init; }

    /// <summary>Whether anything may go up.</summary>
    public bool CanRaise { get; init; }

    /// <summary>Whether some may go down at once so that others of higher priority go up.</summary>
    public bool CanRedistribute { get; init; }

    /// <summary>Bits per second that must be available for a sum of steps.</summary>
    public double NeedOf(double sum) => (sum + Reserve) / RaiseShare;
}
