using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>The faults of one transport or consumer.</summary>
internal sealed class FaultRecord
{
    private TokenBucket _budget = new(EngineLimits.FaultBurst, EngineLimits.FaultsPerSecond);
    private int _inRow;

    /// <summary>Whether this fault exceeds the tolerated rate.</summary>
    public bool IsSpent(Timestamp now) => !_budget.TryTake(now);

    /// <summary>The same, or too many without a success between them.</summary>
    public bool IsTooMany(Timestamp now) => IsSpent(now) | ++_inRow >= EngineLimits.MaxFaultsInRow;

    public void HandleSuccess() => _inRow = 0;
}
