using System.Diagnostics.Metrics;
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
        Drain(worker, counters.QueueDelays, TureenMetrics.QueueDelays);
        Drain(worker, counters.Available, TureenMetrics.Available);
        Drain(worker, counters.PacedDelays, TureenMetrics.PacedDelays);
    }

    private void Drain(WorkerMeter worker, SampleBuffer buffer, Histogram<double> histogram)
    {
        buffer.IsOn = histogram.Enabled;
        if (buffer.Count < Batch)
        {
            return;
        }

        double[] samples = buffer.Take();
        dispatcher.TryPostTrace(() =>
        {
            foreach (double sample in samples)
            {
                histogram.Record(sample, worker.Tag);
            }
        });
    }
}
