using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Media;

/// <summary>Counts one transport among those of its state.</summary>
internal sealed class CongestionGauge(CongestionCounters counters)
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    private CongestionState _state;
    private bool _isLimited;
    private bool _isCounted;
    private Timestamp _sampledAt = new(long.MinValue);

    /// <summary>Takes the present state.</summary>
    /// <param name="now">The time.</param>
    /// <param name="state">The state of the path.</param>
    /// <param name="isLimited">Whether consumers want more than they get.</param>
    /// <param name="available">Bits per second.</param>
    /// <returns>Whether the state is another one than before.</returns>
    public bool Update(Timestamp now, CongestionState state, bool isLimited, Bitrate available)
    {
        bool isChanged = state != _state;
        if (!_isCounted || state != _state || isLimited != _isLimited)
        {
            Clear();
            (_state, _isLimited, _isCounted) = (state, isLimited, true);
            counters.AddTransports(state, isLimited, 1);
        }

        if (isLimited && now - _sampledAt >= SampleInterval)
        {
            _sampledAt = now;
            counters.Available.Add(available.BitsPerSecond);
        }

        return isChanged;
    }

    /// <summary>The transport closes.</summary>
    public void Clear()
    {
        if (_isCounted)
        {
            counters.AddTransports(_state, _isLimited, -1);
            _isCounted = false;
        }
    }
}
