using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// What may be sent again on a path that was seen to be full: the answers to NACKs must not keep the queue full that caused the loss.
/// </summary>
internal struct ResendBudget
{
    /// <summary>Bytes that may be sent again at once.</summary>
    private const double LeastDepth = 3000;

    private const double ShareWhileCongested = 0.1;
    private const double Share = 0.3;
    private static readonly TimeSpan Depth = TimeSpan.FromMilliseconds(200);

    private double _bytes;
    private Timestamp _filledAt;

    public bool TryTake(Timestamp now, int bytes, CongestionState state, AvailableBitrate available)
    {
        if (state == CongestionState.Clear && available.Measured == 0)
        {
            return true;
        }

        double rate = (state == CongestionState.Clear ? Share : ShareWhileCongested) * available.Value / 8;
        double depth = Math.Max(LeastDepth, rate * Depth.TotalSeconds);
        _bytes = Math.Min(depth, _bytes + (rate * (now - _filledAt).TotalSeconds));
        _filledAt = now;
        if (_bytes < bytes)
        {
            return false;
        }

        _bytes -= bytes;
        return true;
    }
}
