using Tureen.Engine.Primitives;

namespace Tureen;

/// <summary>Carries samples from a worker's thread to the histograms, in batches and only while somebody listens.</summary>
internal sealed class CongestionSamples(CongestionCounters counters, EventDispatcher dispatcher)
{
    /// <summary>So many are worth a turn of the dispatcher.</summary>
    private const int Batch = 16;

    /// <summary>Hands over what has come together. On the worker's thread.</summary>
    public void Drain(WorkerMeter worker)
    {
        counters.QueueDelays.IsOn = TureenMetrics.QueueDelays.Enabled;
        counters.Available.IsOn = TureenMetrics.Available.Enabled;
        if (counters.QueueDelays.Count + counters.Available.Count < Batch)
        {
            return;
        }

        double[] delays = counters.QueueDelays.Take();
        double[] available = counters.Available.Take();
        dispatcher.TryPostTrace(() => Record(worker, delays, available));
    }

    private static void Record(WorkerMeter worker, double[] delays, double[] available)
    {
        foreach (double delay in delays)
        {
            TureenMetrics.QueueDelays.Record(delay, worker.Tag);
        }

        foreach (double bitrate in available)
        {
            TureenMetrics.Available.Record(bitrate, worker.Tag);
        }
    }
}
