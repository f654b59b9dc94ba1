namespace Tureen;

/// <summary>What waits in the dispatcher.</summary>
internal enum Delivery : byte
{
    /// <summary>The answer to a command.</summary>
    Answer,

    /// <summary>A change of state; never left out.</summary>
    Event,

    /// <summary>A state that the next report makes stale; see <see cref="EventDispatcher.MaxWaitingReports"/>.</summary>
    Report,

    /// <summary>A trace, which handlers that are too slow do not get; see <see cref="EventDispatcher.MaxWaitingTraces"/>.</summary>
    Trace,

    /// <summary>Media or a message for the application; see <see cref="EventDispatcher.MaxWaitingData"/>.</summary>
    Data,
}
