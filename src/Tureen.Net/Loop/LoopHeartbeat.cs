namespace Tureen.Net.Loop;

/// <summary>
/// What a loop shows to the watchdog, and which of them ends it: the loop itself or, when the loop is stuck, the watchdog. A beat is one
/// write to memory.
/// </summary>
internal sealed class LoopHeartbeat
{
    private const int Running = 0;
    private const int Ended = 1;
    private const int Abandoned = 2;

    private long _beats;
    private int _state;

    /// <summary>Changes with each turn and each wait; odd during a turn, even during a wait.</summary>
    public long Beats => Volatile.Read(ref _beats);

    /// <summary>The watchdog has given the loop up: it must end without touching what others see.</summary>
    public bool IsAbandoned => Volatile.Read(ref _state) == Abandoned;

    /// <summary>The loop goes to wait: however long that takes, it is not stuck. On the loop's thread.</summary>
    public void BeginWait() => Volatile.Write(ref _beats, (_beats | 1) + 1);

    /// <summary>A turn begins. On the loop's thread.</summary>
    public void BeginTurn() => Volatile.Write(ref _beats, _beats | 1);

    /// <summary>The loop ends by itself; false when it was given up before.</summary>
    public bool TryEnd() => Interlocked.CompareExchange(ref _state, Ended, Running) == Running;

    /// <summary>Gives the loop up; false when it has ended by itself.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Running) == Running;
}
