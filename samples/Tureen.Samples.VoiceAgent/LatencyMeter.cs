using System.Diagnostics;
using Tureen.Audio;

namespace Tureen.Samples.VoiceAgent;

/// <summary>Measures how long sound takes from the packet in which it came to the packet in which it leaves.</summary>
internal sealed class LatencyMeter : IDisposable
{
    private const int MaxMeasures = 100_000;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Queue<(long Position, TimeSpan ArrivedAt)> _written = new();
    private readonly List<double> _milliseconds = [];
    private readonly AudioWriter _writer;
    private readonly long _origin = Stopwatch.GetTimestamp();
    private long _position;

    public LatencyMeter(AudioWriter writer)
    {
        _writer = writer;
        writer.OnSent += HandleSent;
    }

    /// <summary>A frame that was received will be written next.</summary>
    public void Note(AudioFrame frame)
    {
        lock (_gate)
        {
            if (frame.Waited is { } waited && _written.Count < MaxMeasures)
            {
                _written.Enqueue((_position, Stopwatch.GetElapsedTime(_origin) - waited));
            }

            _position += frame.Samples.Length;
        }
    }

    /// <summary>What was measured, in one line.</summary>
    public string Report()
    {
        lock (_gate)
        {
            if (_milliseconds.Count == 0)
            {
                return "latency: nothing was measured";
            }

            double[] sorted = [.. _milliseconds.Order()];
            return $"latency: median {sorted[sorted.Length / 2]:F1} ms, 95 % within {sorted[sorted.Length * 95 / 100]:F1} ms beyond the frame, {sorted.Length} frames";
        }
    }

    public void Dispose() => _writer.OnSent -= HandleSent;

    private void HandleSent(SentAudio sent)
    {
        TimeSpan now = Stopwatch.GetElapsedTime(_origin);
        lock (_gate)
        {
            while (sent.Count > 0 && _written.TryPeek(out (long Position, TimeSpan ArrivedAt) written) && written.Position < sent.Position + sent.Count)
            {
                _written.Dequeue();
                if (_milliseconds.Count < MaxMeasures)
                {
                    _milliseconds.Add((now - written.ArrivedAt - Frame).TotalMilliseconds);
                }
            }
        }
    }
}
