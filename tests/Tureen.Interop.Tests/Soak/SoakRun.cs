using System.Diagnostics;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Soak;

/// <summary>Calls that come and go at an even rate, and what the server's process looks like between them.</summary>
internal sealed class SoakRun : IAsyncDisposable
{
    private const int ConcurrentCalls = 16;
    private const int KeptFailures = 20;

    /// <summary>What a connection that has just ended may take to let go of its descriptor and its thread.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    private readonly LoopbackNetwork _network = new("soak");
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SemaphoreSlim _slots = new(ConcurrentCalls);
    private readonly List<SoakSample> _samples = [];
    private readonly List<string> _failures = [];
    private readonly string _server;
    private readonly int _processId;
    private int _done;
    private int _failed;

    public SoakRun(string server, int processId)
    {
        _server = server;
        _processId = processId;
    }

    public IReadOnlyList<SoakSample> Samples => _samples;

    /// <summary>What the first failed calls said.</summary>
    public IReadOnlyList<string> Failures => _failures;

    public int Failed => _failed;

    public Action<SoakSample> Sampled { get; init; } = static _ => { };

    /// <summary>Runs so many calls in about so much time.</summary>
    public async Task RunAsync(int calls, TimeSpan duration, TimeSpan sampleInterval)
    {
        TimeSpan interval = duration / calls;
        TimeSpan nextSample = _clock.Elapsed;
        TimeSpan nextCall = _clock.Elapsed;
        for (int call = 0; call < calls; call++)
        {
            if (_clock.Elapsed >= nextSample)
            {
                await SampleAsync();
                nextSample += sampleInterval;
            }

            TimeSpan wait = nextCall - _clock.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            nextCall += interval;
            await _slots.WaitAsync();
            _ = RunAsync(call);
        }

        await SampleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        _slots.Dispose();
    }

    private async Task RunAsync(int number)
    {
        try
        {
            await new SoakCall(_network, _server, number).RunAsync();
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref _failed);
            lock (_failures)
            {
                if (_failures.Count < KeptFailures)
                {
                    _failures.Add($"call {number} at {_clock.Elapsed:mm\\:ss}: {exception.Message}");
                }
            }
        }
        finally
        {
            Interlocked.Increment(ref _done);
            _slots.Release();
        }
    }

    private async Task SampleAsync()
    {
        // All calls end first, so that samples can be compared.
        for (int i = 0; i < ConcurrentCalls; i++)
        {
            await _slots.WaitAsync();
        }

        await Task.Delay(Settling);
        var sample = new SoakSample(_clock.Elapsed, _done, _failed, ProcessSample.Read(_processId));
        _samples.Add(sample);
        Sampled(sample);
        _slots.Release(ConcurrentCalls);
    }
}
