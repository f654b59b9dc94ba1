namespace Tureen.Engine.Ice;

/// <summary>Which part of an <see cref="IceEvent"/> is meant.</summary>
internal enum IceEventKind : byte
{
    /// <summary><see cref="IceEvent.State"/> is the new state.</summary>
    StateChanged,

    /// <summary><see cref="IceEvent.Tuple"/> is where packets go from now on.</summary>
    SelectedTupleChanged,

    /// <summary>An authenticated request came over <see cref="IceEvent.Tuple"/> for the first time.</summary>
    TupleAdded,

    /// <summary><see cref="IceEvent.Tuple"/> is forgotten.</summary>
    TupleRemoved,

    /// <summary>After a restart <see cref="IceEvent.UsernameFragment"/> is valid too.</summary>
    LocalCredentialsChanged,

    /// <summary><see cref="IceEvent.UsernameFragment"/> is no longer valid.</summary>
    LocalCredentialsDiscarded,

    /// <summary>No way was found, or the way is lost; raised by a full agent only.</summary>
    Failed,
}
