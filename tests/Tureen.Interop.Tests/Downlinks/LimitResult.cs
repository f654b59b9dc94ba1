using System.Globalization;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>What a viewer saw of a limit that came and went.</summary>
internal sealed record LimitResult
{
    /// <summary>Seconds until a lower layer was visible; null for never.</summary>
    public required double? AdaptedAfter { get; init; }

    /// <summary>Packets that the relay's queue dropped in all the time of the limit.</summary>
    public required long Dropped { get; init; }

    /// <summary>Bits per second on the wire once the call has adapted.</summary>
    public required double Delivered { get; init; }

    /// <summary>The part of <see cref="Delivered"/> that the rate of the limit could carry.</summary>
    public required double Utilization { get; init; }

    /// <summary>Changes of the picture's height once the call has adapted.</summary>
    public required int Switches { get; init; }

    /// <summary>Milliseconds that 95 % of the packets waited less than, once the call has adapted.</summary>
    public required double QueueP95 { get; init; }

    /// <summary>Seconds from the limit's end until the top layer was visible; null for never.</summary>
    public required double? BackAfter { get; init; }

    public required long Freezes { get; init; }

    public required double FrozenSeconds { get; init; }

    /// <summary>Freezes that began when the call had adapted.</summary>
    public required long LateFreezes { get; init; }

    public required long Plis { get; init; }

    public required string Heights { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"adapted {AdaptedAfter:F2} s, dropped {Dropped}, delivered {Delivered / 1000:F0} kbit/s ({Utilization:P0}), switches {Switches}, "
            + $"queue p95 {QueueP95:F0} ms, back {BackAfter:F2} s, freezes {Freezes} ({FrozenSeconds:F2} s, late {LateFreezes}), PLI {Plis}; heights {Heights}");
}
