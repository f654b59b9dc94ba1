using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

/// <summary>Counts one transport among those of the worker, by type and phase, from its first moment until it is closed.</summary>
internal sealed class TransportCount(EngineCounters worker, TransportType type)
{
    private TransportPhase? _phase;

    public void Begin(bool isConnected) => Set(isConnected ? TransportPhase.Connected : TransportPhase.New);

    /// <summary>Without effect before <see cref="Begin"/>.</summary>
    public void HandleConnected(bool isConnected)
    {
        if (_phase is not null)
        {
            Set(isConnected ? TransportPhase.Connected : TransportPhase.Disconnected);
        }
    }

    public void End() => Set(null);

    private void Set(TransportPhase? phase)
    {
        if (_phase is { } before)
        {
            worker.AddTransports(type, before, -1);
        }

        _phase = phase;
        if (phase is { } now)
        {
            worker.AddTransports(type, now, 1);
        }
    }
}
