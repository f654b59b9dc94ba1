using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice;

/// <summary>What an <see cref="IIceAgent"/> reports to its transport, in order.</summary>
internal readonly record struct IceEvent
{
    public IceEventKind Kind { get; private init; }

    public IceState State { get; private init; }

    public TransportTuple Tuple { get; private init; }

    public string? UsernameFragment { get; private init; }

    public static IceEvent Failed => new() { Kind = IceEventKind.Failed };

    public static IceEvent StateChanged(IceState state) => new() { Kind = IceEventKind.StateChanged, State = state };

    public static IceEvent OfTuple(IceEventKind kind, in TransportTuple tuple) => new() { Kind = kind, Tuple = tuple };

    public static IceEvent OfCredentials(IceEventKind kind, string usernameFragment) =>
        new() { Kind = kind, UsernameFragment = usernameFragment };
}
