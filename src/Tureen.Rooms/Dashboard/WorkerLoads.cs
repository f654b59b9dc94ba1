using System.Diagnostics.Metrics;

namespace Tureen.Rooms.Dashboard;

/// <summary>Reads the instruments of the media workers as a collector does (docs/METRICS.md), and compares them with those of the time before. One caller at a time.</summary>
internal sealed class WorkerLoads : IDisposable
{
    private const string WorkerId = "tureen.worker.id";
    private const int BitsPerByte = 8;

    private static readonly string[] Names =
    [
        "tureen.worker.cpu.time", "tureen.worker.loop.lag", "tureen.transports", "tureen.producers", "tureen.consumers", "tureen.network.io",
        "tureen.congestion.transports", "tureen.congestion.cuts", "tureen.drops",
    ];

    private readonly WorkerPool _pool;
    private readonly TimeProvider _time;
    private readonly MeterListener _listener = new();
    private Dictionary<int, Dictionary<string, double>> _now = [];
    private Dictionary<int, Dictionary<string, double>> _before = [];
    private long _beforeAt;

    public WorkerLoads(WorkerPool pool, TimeProvider time)
    {
        _pool = pool;
        _time = time;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == TureenMetrics.MeterName && Names.Contains(instrument.Name, StringComparer.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The workers of this server as they are now.</summary>
    public IReadOnlyList<WorkerLoad> Read()
    {
        _now = _pool.Workers.ToDictionary(static worker => worker.Pid, static _ => new Dictionary<string, double>(StringComparer.Ordinal));
        _listener.RecordObservableInstruments();
        long at = _time.GetTimestamp();
        double seconds = _time.GetElapsedTime(_beforeAt, at).TotalSeconds;
        WorkerLoad[] loads = [.. _now.Select(worker => Describe(worker.Key, worker.Value, _before.GetValueOrDefault(worker.Key), seconds))];
        (_before, _beforeAt) = (_now, at);
        return loads;
    }

    public void Dispose() => _listener.Dispose();

    private static WorkerLoad Describe(int id, Dictionary<string, double> now, Dictionary<string, double>? before, double seconds)
    {
        return new WorkerLoad
        {
            Id = id,
            Cpu = Rate("tureen.worker.cpu.time"),
            LoopLag = now.GetValueOrDefault("tureen.worker.loop.lag"),
            Transports = Count("tureen.transports"),
            Producers = Count("tureen.producers"),
            Consumers = Count("tureen.consumers"),
            BitsReceived = Rate("tureen.network.io/receive") * BitsPerByte,
            BitsSent = Rate("tureen.network.io/transmit") * BitsPerByte,
            LimitedTransports = Count("tureen.congestion.transports/limited"),
            Cuts = Count("tureen.congestion.cuts"),
            Drops = Count("tureen.drops"),
        };

        long Count(string name) => (long)now.GetValueOrDefault(name);

        double? Rate(string name) => before is null || seconds <= 0 ? null : Math.Max(now.GetValueOrDefault(name) - before.GetValueOrDefault(name), 0) / seconds;
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        int? id = null;
        string part = string.Empty;
        foreach ((string key, object? tag) in tags)
        {
            id = key == WorkerId && tag is int number ? number : id;
            part = key switch
            {
                "network.io.direction" => "/" + tag,
                "tureen.congestion.limited" => tag is true ? "/limited" : "/free",
                _ => part,
            };
        }

        if (id is { } known && _now.TryGetValue(known, out Dictionary<string, double>? values))
        {
            string name = instrument.Name + part;
            values[name] = values.GetValueOrDefault(name) + value;
        }
    }
}
