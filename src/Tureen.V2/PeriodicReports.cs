namespace Tureen.V2;

/// <summary>The statistics that a client asked for: one report at once, then one an interval.</summary>
/// <param name="gate">The room's.</param>
/// <param name="log">Takes failures.</param>
/// <param name="reportAsync">Makes and sends one report.</param>
internal sealed class PeriodicReports(Lock gate, ComponentLog log, Func<Task> reportAsync)
{
    private ITimer? _timer;

    public bool IsEnabled => _timer is not null;

    /// <summary>Replaced by tests.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The interval used for the one that a client wants; null for none.</summary>
    public static TimeSpan? IntervalOf(double? milliseconds)
    {
        if (milliseconds is not { } wanted || double.IsNaN(wanted))
        {
            return null;
        }

        double clamped = Math.Clamp(
            wanted, V2Limits.MinStatsInterval.TotalMilliseconds, V2Limits.MaxStatsInterval.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(clamped);
    }

    /// <summary>Does nothing without an interval, or when it is enabled already.</summary>
    public void Enable(double? milliseconds)
    {
        lock (gate)
        {
            if (_timer is null && IntervalOf(milliseconds) is { } interval)
            {
                _timer = Time.CreateTimer(_ => log.Watch(reportAsync(), "stats"), null, interval, interval);
                log.Watch(reportAsync(), "stats");
            }
        }
    }

    public void Disable()
    {
        lock (gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }
}
