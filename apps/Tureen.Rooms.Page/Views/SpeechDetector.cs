namespace Tureen.Rooms.Page.Views;

/// <summary>Knows speech from a cough or a door by its length.</summary>
internal sealed class SpeechDetector
{
    /// <summary>A level, from 0 to 1, above which somebody near speaks.</summary>
    private const double Threshold = 0.35;

    /// <summary>Loud looks among the newest ones that make speech.</summary>
    private const int Enough = 3;

    private const int Looks = 5;

    private readonly Queue<bool> _newest = new(Looks);

    /// <summary>Takes the level of one look.</summary>
    /// <returns>Whether somebody speaks.</returns>
    public bool HandleLevel(double level)
    {
        if (_newest.Count == Looks)
        {
            _newest.Dequeue();
        }

        _newest.Enqueue(level >= Threshold);
        return _newest.Count(static isLoud => isLoud) >= Enough;
    }
}
