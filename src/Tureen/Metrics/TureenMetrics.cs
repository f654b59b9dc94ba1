using System.Diagnostics.Metrics;
using Tureen.Engine.Events;

namespace Tureen;

/// <summary>What Tureen measures, for OpenTelemetry and <c>dotnet-counters</c>; docs/METRICS.md lists all instruments.</summary>
public static class TureenMetrics
{
    /// <summary>The name of the meter; give it to <c>AddMeter</c>.</summary>
    public const string MeterName = "Tureen";

    private static readonly Meter Meter = new(MeterName, Mediasoup.Version);
    private static readonly Lock Gate = new();
    private static readonly Counter<long> Deaths = Meter.CreateCounter<long>(
        "tureen.worker.deaths", "{worker}", "Workers whose thread failed.");

    private static readonly Histogram<double> Handshakes = Meter.CreateHistogram<double>(
        "tureen.dtls.handshake.duration", "s", "DTLS handshakes, from the first flight to their end.");

    /// <summary>Seconds of standing queue, from each report of a peer.</summary>
    internal static Histogram<double> QueueDelays { get; } = CongestionInstruments.CreateQueueDelay(Meter);

    /// <summary>Bits per second that are available to transports whose consumers want more.</summary>
    internal static Histogram<double> Available { get; } = CongestionInstruments.CreateAvailable(Meter);

    /// <summary>Seconds that packets waited for their turn.</summary>
    internal static Histogram<double> PacedDelays { get; } = CongestionInstruments.CreatePacedDelay(Meter);

    private static volatile WorkerMeter[] _workers = [];
    private static int _stuckWorkers;
    private static int _stuckThreads;

    static TureenMetrics() => WorkerInstruments.Create(Meter);

    /// <summary>The workers that run.</summary>
    internal static IReadOnlyList<WorkerMeter> Workers => _workers;

    internal static void Add(WorkerMeter worker)
    {
        lock (Gate)
        {
            _workers = [.. _workers, worker];
        }
    }

    internal static void Remove(WorkerMeter worker)
    {
        lock (Gate)
        {
            _workers = Array.FindAll(_workers, other => other != worker);
        }
    }

    /// <summary>Workers that died because their loop stood still.</summary>
    internal static int StuckWorkers => Volatile.Read(ref _stuckWorkers);

    /// <summary>Threads of theirs that have not ended.</summary>
    internal static int StuckThreads => Volatile.Read(ref _stuckThreads);

    internal static void CountDeath() => Deaths.Add(1);

    /// <summary>A worker was given up; <paramref name="threadEnded"/> completes when its thread comes back, if ever.</summary>
    internal static void CountStuck(Task threadEnded)
    {
        Interlocked.Increment(ref _stuckWorkers);
        Interlocked.Increment(ref _stuckThreads);
        threadEnded.ContinueWith(
            static _ => Interlocked.Decrement(ref _stuckThreads),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Takes the end of a handshake. Not on a media thread, because listeners may be slow.</summary>
    internal static void Record(WorkerMeter worker, DtlsStateEvent dtls)
    {
        if (dtls.HandshakeTime is { } time)
        {
            string outcome = dtls.State == DtlsState.Connected ? "connected" : "failed";
            Handshakes.Record(time.TotalSeconds, worker.Tag, new("tureen.dtls.outcome", outcome));
        }
    }
}
