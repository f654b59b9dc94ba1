namespace Tureen;

/// <summary>Whether an object of the API, or the source that it consumes, is paused, and what its observer reports of that.</summary>
/// <param name="life">A closed object reports nothing more.</param>
/// <param name="raisePause">Reports that the object stops.</param>
/// <param name="raiseResume">Reports that the object goes on.</param>
/// <param name="isPaused">Whether the object is paused at first.</param>
/// <param name="isSourcePaused">Whether its source is paused at first; false if it has none.</param>
internal sealed class PauseState(ObjectLife life, Action raisePause, Action raiseResume, bool isPaused = false, bool isSourcePaused = false)
{
    private volatile bool _isPaused = isPaused;
    private volatile bool _isSourcePaused = isSourcePaused;

    public bool IsPaused => _isPaused;

    public bool IsSourcePaused => _isSourcePaused;

    /// <summary>The worker has paused or resumed the object.</summary>
    /// <returns>The new state.</returns>
    public bool Set(bool isPaused)
    {
        bool wasPaused = _isPaused;
        _isPaused = isPaused;
        if (wasPaused != isPaused && !_isSourcePaused && !life.IsClosed)
        {
            RaiseFlow(isPaused);
        }

        return isPaused;
    }

    /// <summary>The worker has paused or resumed the source.</summary>
    /// <param name="isPaused">The new state.</param>
    /// <param name="raise">Raises the object's own event, before the observer's.</param>
    public void SetSource(bool isPaused, Action raise)
    {
        if (_isSourcePaused == isPaused)
        {
            return;
        }

        _isSourcePaused = isPaused;
        raise();
        if (!_isPaused)
        {
            RaiseFlow(isPaused);
        }
    }

    private void RaiseFlow(bool isPaused) => (isPaused ? raisePause : raiseResume)();
}
