namespace Tureen.Engine.Streams;

/// <summary>
/// Counts old numbers that rise one after the other with no newer number among them. A source that sends packets again also sends new ones;
/// a source that began anew does not.
/// </summary>
internal struct OldNumberRun
{
    /// <summary>Packets. This many in a row mean that the source began anew; media then continues within 20 packets.</summary>
    public const int MinLength = 16;

    /// <summary>
    /// Sequence numbers (MAX_MISORDER of RFC 3550 §A.1). A run nearer than that to the highest number is left alone, because it may be a
    /// burst that is sent again; it reaches the highest number soon by itself.
    /// </summary>
    public const int MinDistance = 100;

    /// <summary>Sequence numbers. Packets lost or swapped within the run do not end it.</summary>
    private const int MaxStep = 8;

    private ushort _last;
    private int _count;

    /// <summary>Takes an old number; true when the source began anew.</summary>
    /// <param name="highest">The highest number so far.</param>
    /// <param name="sequence">A number that is not above it.</param>
    public bool Add(ushort highest, ushort sequence)
    {
        int step = (short)(sequence - _last);
        bool isSwapped = _count > 0 && step is <= 0 and >= -MaxStep;
        if (!isSwapped)
        {
            _count = _count > 0 && step is > 0 and <= MaxStep ? _count + 1 : 1;
            _last = sequence;
        }

        return _count >= MinLength && (ushort)(highest - sequence) >= MinDistance;
    }

    /// <summary>A newer number came.</summary>
    public void Reset() => _count = 0;
}
