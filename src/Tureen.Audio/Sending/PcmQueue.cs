namespace Tureen.Audio.Sending;

/// <summary>Samples that wait to be sent: a ring that grows up to a limit.</summary>
internal sealed class PcmQueue(int limit)
{
    private const int Smallest = 4_096;

    private short[] _samples = new short[Math.Min(Smallest, limit)];
    private int _first;

    public int Count { get; private set; }

    /// <summary>Takes as many samples as fit. Returns how many.</summary>
    public int Write(ReadOnlySpan<short> samples)
    {
        int taken = Math.Min(samples.Length, limit - Count);
        if (Count + taken > _samples.Length)
        {
            Grow(Count + taken);
        }

        int end = (_first + Count) % _samples.Length;
        int straight = Math.Min(taken, _samples.Length - end);
        samples[..straight].CopyTo(_samples.AsSpan(end));
        samples[straight..taken].CopyTo(_samples);
        Count += taken;
        return taken;
    }

    /// <summary>Takes samples out; silence follows when there are fewer. Returns how many there were.</summary>
    public int Read(Span<short> output)
    {
        int taken = Math.Min(output.Length, Count);
        int straight = Math.Min(taken, _samples.Length - _first);
        _samples.AsSpan(_first, straight).CopyTo(output);
        _samples.AsSpan(0, taken - straight).CopyTo(output[straight..]);
        output[taken..].Clear();
        _first = (_first + taken) % _samples.Length;
        Count -= taken;
        return taken;
    }

    public int Clear()
    {
        int count = Count;
        Count = 0;
        return count;
    }

    private void Grow(int needed)
    {
        short[] larger = new short[(int)Math.Min(limit, Math.Max(needed, 2L * _samples.Length))];
        int count = Count;
        Read(larger.AsSpan(0, count));
        _samples = larger;
        _first = 0;
        Count = count;
    }
}
