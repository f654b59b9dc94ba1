namespace Tureen.Audio;

/// <summary>Adds several sources. The sum is exact and is limited to the range of a sample only at the end, so that the order does not matter.</summary>
/// <remarks>Not safe for several threads at once. It allocates nothing after it was made.</remarks>
public sealed class AudioMixer
{
    private readonly int[] _sum;
    private int _inputs;

    /// <summary>Makes a mixer.</summary>
    /// <param name="frameLength">The number of samples of a frame.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public AudioMixer(int frameLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameLength);
        _sum = new int[frameLength];
    }

    /// <summary>Adds the frame of a source.</summary>
    /// <param name="frame">At most as many samples as a frame has; silence follows a shorter one.</param>
    /// <exception cref="ArgumentException">It is longer than a frame.</exception>
    /// <exception cref="InvalidOperationException">There are more than 1000 sources.</exception>
    public void Add(ReadOnlySpan<short> frame)
    {
        if (frame.Length > _sum.Length)
        {
            throw new ArgumentException($"The frame has {frame.Length} samples, and the mixer takes {_sum.Length}.", nameof(frame));
        }

        // 32768 full-scale sources would overflow the sum.
        if (++_inputs > AudioLimits.MaxMixerInputs)
        {
            throw new InvalidOperationException($"More than {AudioLimits.MaxMixerInputs} sources.");
        }

        for (int i = 0; i < frame.Length; i++)
        {
            _sum[i] += frame[i];
        }
    }

    /// <summary>Gets the sum of all sources, with or without one of them, as everybody in a conference hears the others.</summary>
    /// <param name="output">Where to write it.</param>
    /// <param name="without">What was added before and is left out; nothing if empty.</param>
    public void Mix(Span<short> output, ReadOnlySpan<short> without = default)
    {
        int length = Math.Min(output.Length, _sum.Length);
        for (int i = 0; i < length; i++)
        {
            int sum = i < without.Length ? _sum[i] - without[i] : _sum[i];
            output[i] = (short)Math.Clamp(sum, short.MinValue, short.MaxValue);
        }

        output[length..].Clear();
    }

    /// <summary>Begins the next frame.</summary>
    public void Clear()
    {
        Array.Clear(_sum);
        _inputs = 0;
    }
}
