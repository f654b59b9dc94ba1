using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// What may be sent again: the answers to NACKs must not fill the path that lost the packets. A bucket that holds what comes in a second, and on a congested
/// path much less.
/// </summary>
internal struct ResendBudget
{
    /// <summary>Bytes that may be sent again at once.</summary>
    private const double LeastDepth = 3000;

    private const double ShareWhileCongested = 0.1;
    private const double Share = 0.3;
    private static readonly TimeSpan DepthWhileCongested = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Depth = TimeSpan.FromSeconds(1);

    private double _bytes = double.MaxValue;
    private Timestamp _filledAt;

    public ResendBudget()
    {
    }

    public bool TryTake(Timestamp now, int bytes, CongestionState state, AvailableBitrate available)
    {
        bool isCongested = state == CongestionState.Congested || state == CongestionState.Blind;
        double rate = (isCongested ? ShareWhileCongested : Share) * available.Value / 8;
        double depth = Math.Max(LeastDepth, rate * (isCongested ? DepthWhileCongested : Depth).TotalSeconds);
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
