namespace Tureen.Tests.Audio;

/// <summary>Samples to send, and what is found in samples that were received.</summary>
internal static class Tones
{
    public static short[] Sine(double frequency, int sampleRate, int count, double amplitude = 10_000, int start = 0) =>
        [.. Enumerable.Range(start, count).Select(i => (short)(amplitude * Math.Sin(2 * Math.PI * frequency * i / sampleRate)))];

    /// <summary>Something like speech: a voice of 120 Hz with harmonics, in syllables of 200 ms with pauses of 50 ms.</summary>
    public static short[] Speech(int sampleRate, int count, int start = 0) =>
        [.. Enumerable.Range(start, count).Select(i => SpeechAt((double)i / sampleRate))];

    public static short[] Noise(int seed, int count, int amplitude)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (short)random.Next(-amplitude, amplitude + 1))];
    }

    /// <summary>The amplitude of one frequency (Goertzel's algorithm).</summary>
    public static double Amplitude(ReadOnlySpan<short> samples, double frequency, int sampleRate)
    {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double angle = 2 * Math.PI * frequency * i / sampleRate;
            real += samples[i] * Math.Cos(angle);
            imaginary += samples[i] * Math.Sin(angle);
        }

        return 2 * Math.Sqrt((real * real) + (imaginary * imaginary)) / samples.Length;
    }

    public static double RootMeanSquare(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (short sample in samples)
        {
            sum += (double)sample * sample;
        }

        return Math.Sqrt(sum / Math.Max(1, samples.Length));
    }

    private static short SpeechAt(double seconds)
    {
        double inSyllable = seconds % 0.25;
        if (inSyllable > 0.2)
        {
            return 0;
        }

        double envelope = Math.Sin(Math.PI * inSyllable / 0.2);
        double pitch = 120 + (10 * Math.Sin(2 * Math.PI * 0.7 * seconds));
        double sum = 0;
        for (int harmonic = 1; harmonic <= 8; harmonic++)
        {
            sum += Math.Sin(2 * Math.PI * pitch * harmonic * seconds) / harmonic;
        }

        return (short)(6_000 * envelope * sum);
    }
}
