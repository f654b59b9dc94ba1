using Tureen.Audio.Signal;

namespace Tureen.Audio.Receiving;

/// <summary>Samples that are decoded and wait to be played: never more than two packets.</summary>
internal sealed class DecodedAudio(int sampleRate)
{
    private const int FadesPerSecond = 200;
    private readonly short[] _samples = new short[sampleRate / 2];
    private readonly TimeStretcher _stretcher = new(sampleRate);
    private readonly int _fade = sampleRate / FadesPerSecond;

    public int Count { get; private set; }

    /// <summary>The least and the most that stretching adds or removes at once.</summary>
    public (int Least, int Most) StretchRange => (_stretcher.MinLag, _stretcher.MaxLag);

    /// <summary>Room for the next samples; <see cref="Add"/> says how many there are.</summary>
    public Span<short> Room => _samples.AsSpan(Count);

    public void Add(int count, bool isFadedIn)
    {
        if (isFadedIn)
        {
            Span<short> added = _samples.AsSpan(Count, Math.Min(count, _fade));
            for (int i = 0; i < added.Length; i++)
            {
                added[i] = (short)(added[i] * i / added.Length);
            }
        }

        Count += count;
    }

    public int Shorten(int most, double likeness)
    {
        int removed = _stretcher.Shorten(_samples.AsSpan(0, Count), most, likeness);
        Count -= removed;
        return removed;
    }

    public int Lengthen(double likeness)
    {
        int added = _stretcher.Lengthen(_samples, Count, likeness);
        Count += added;
        return added;
    }

    public void Take(Span<short> output)
    {
        _samples.AsSpan(0, output.Length).CopyTo(output);
        Count -= output.Length;
        _samples.AsSpan(output.Length, Count).CopyTo(_samples);
    }

    public void Clear() => Count = 0;
}
