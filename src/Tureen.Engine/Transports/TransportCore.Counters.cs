using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    private TransportPhase? _countedAs;

    /// <summary>Counts the transport among those of the worker until it is closed.</summary>
    public void CountIn() => CountAs(_isConnected ? TransportPhase.Connected : TransportPhase.New);

    private void CountConnected()
    {
        if (_countedAs is not null)
        {
            CountAs(_isConnected ? TransportPhase.Connected : TransportPhase.Disconnected);
        }
    }

    private void CountAs(TransportPhase? phase)
    {
        if (_countedAs is { } before)
        {
            Context.Counters.AddTransports(Type, before, -1);
        }

        _countedAs = phase;
        if (phase is { } now)
        {
            Context.Counters.AddTransports(Type, now, 1);
        }
    }
}
