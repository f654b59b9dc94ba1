using System.Diagnostics.Metrics;

namespace Tureen.Tests.Api.Metrics;

/// <summary>Collects what one worker measures.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Worker _worker;
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public RecordedMetrics(Worker worker)
    {
        _worker = worker;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TureenMetrics.MeterName)
            {
                Instruments.Add((instrument.Name, instrument.Unit!));
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public List<(string Name, string Unit)> Instruments { get; } = [];

    /// <summary>The last value, by the name and the values of its tags, as in <c>tureen.producers audio</c>.</summary>
    public double this[string name]
    {
        get
        {
            lock (_gate)
            {
                return _values[name];
            }
        }
    }

    public bool Has(string name)
    {
        lock (_gate)
        {
            return _values.ContainsKey(name);
        }
    }

    public void Collect() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = instrument.Name;
        foreach ((string key, object? tag) in tags)
        {
            if (key != "tureen.worker.id")
            {
                name += " " + tag;
            }
            else if (!_worker.Pid.Equals(tag))
            {
                return;
            }
        }

        lock (_gate)
        {
            _values[name] = value;
        }
    }
}
