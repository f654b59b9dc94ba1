namespace Tureen.V2;

/// <summary>
/// Chooses the active speaker by the loudest of each report: the first one at once, another one after four reports in a row. Until
/// then the last one stays active as long as it can speak (v2's ActiveSpeakerDetector).
/// </summary>
/// <typeparam name="T">Who speaks.</typeparam>
/// <param name="canSpeak">Whether one is still there and not paused.</param>
internal sealed class SpeakerChoice<T>(Func<T, bool> canSpeak)
    where T : class
{
    /// <summary>Reports in a row that make another one the active speaker.</summary>
    private const int Window = 4;

    /// <summary>dBov. A quieter producer does not count.</summary>
    private const int Threshold = -80;

    private readonly List<(T? Speaker, int Level)> _history = [];

    /// <summary>Null for nobody.</summary>
    public T? Active { get; private set; }

    /// <summary>Takes the loudest of one report, null for none. Returns whether the active speaker has changed.</summary>
    public bool Update(T? loudest, int level)
    {
        // 1. An active speaker stays until enough reports in a row name another one.
        bool hasActive = Active is not null && canSpeak(Active);
        int need = hasActive ? Window : 1;
        T? fallback = hasActive ? Active : null;
        if (!hasActive)
        {
            _history.Clear();
        }

        // 2. The newest reports.
        _history.Add((loudest, level));
        if (_history.Count > Window)
        {
            _history.RemoveAt(0);
        }

        // 3. All of the same one?
        T? chosen = _history.Count >= need && IsLoudThroughout(_history[^need..]) ? _history[^1].Speaker : fallback;
        bool hasChanged = chosen != Active;
        Active = chosen;
        return hasChanged;
    }

    private bool IsLoudThroughout(List<(T? Speaker, int Level)> reports)
    {
        T? speaker = reports[0].Speaker;
        return speaker is not null
            && canSpeak(speaker)
            && reports.TrueForAll(report => report.Speaker == speaker && report.Level >= Threshold);
    }
}
