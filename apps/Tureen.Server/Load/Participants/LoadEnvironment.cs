using System.Diagnostics;
using Tureen.Client.Native;
using Tureen.Server.Load.Links;
using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Media;
using Tureen.Server.Load.Scenarios;

namespace Tureen.Server.Load.Participants;

/// <summary>What all participants share: the media threads, the thread of the senders, that of the emulated links, and the figures.</summary>
internal sealed class LoadEnvironment : IAsyncDisposable
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly NativeHandlerFactory[] _factories;
    private readonly Random _random;
    private TimeSpan? _mediaEnd;
    private int _next;

    private LoadEnvironment(LoadScenario scenario, NativeHandlerFactory[] factories)
    {
        Scenario = scenario;
        _factories = factories;
        _random = new Random(scenario.Seed);
        Pump = new MediaPump(NewRandom());
        Relays = new RelayClock();
    }

    public LoadScenario Scenario { get; }

    public SharedFigures Figures { get; } = new();

    /// <summary>When the tracks of the participants started.</summary>
    public PublishedTracks Published { get; } = new();

    public MediaPump Pump { get; }

    public RelayClock Relays { get; }

    /// <summary>The time since the start.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_started);

    /// <summary>The time since the start, up to the moment at which the senders stopped. What comes after says nothing of the server.</summary>
    public TimeSpan MediaNow => _mediaEnd ?? Now;

    public static async Task<LoadEnvironment> CreateAsync(LoadScenario scenario)
    {
        var factories = new NativeHandlerFactory[scenario.Threads];
        for (int i = 0; i < factories.Length; i++)
        {
            factories[i] = await NativeHandlerFactory.CreateAsync();
        }

        return new LoadEnvironment(scenario, factories);
    }

    /// <summary>The media stack for one more participant.</summary>
    public NativeHandlerFactory NextFactory() => _factories[(uint)Interlocked.Increment(ref _next) % _factories.Length];

    /// <summary>Stops the senders.</summary>
    public void StopMedia()
    {
        _mediaEnd = Now;
        Pump.Stop();
    }

    /// <summary>Random numbers of its own for something, from the seed.</summary>
    public Random NewRandom()
    {
        lock (_random)
        {
            return new Random(_random.Next());
        }
    }

    public async ValueTask DisposeAsync()
    {
        Pump.Dispose();
        Relays.Dispose();
        foreach (NativeHandlerFactory factory in _factories)
        {
            await factory.DisposeAsync();
        }
    }
}
