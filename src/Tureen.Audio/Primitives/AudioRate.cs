namespace Tureen.Audio;

/// <summary>Sample rates, and what they have to do with the clock of RTP.</summary>
internal static class AudioRate
{
    /// <summary>The clock of Opus in RTP (RFC 7587 §4.1), whatever the rate of the samples is.</summary>
    public const int RtpClock = 48_000;

    /// <summary>
    /// The rate at which tracks encode and decode. Opus has lower ones, too, but Concentus decodes packets with high frequencies to silence there.
    /// </summary>
    public const int Codec = 48_000;

    private const int Lowest = 4_000;
    private const int Highest = 192_000;

    public static int Check(int rate, string name) => rate is >= Lowest and <= Highest && rate % 50 == 0
        ? rate
        : throw new ArgumentOutOfRangeException(name, rate, $"A sample rate is a multiple of 50 from {Lowest} to {Highest}.");

    public static TimeSpan ToTime(long samples, int rate) => TimeSpan.FromTicks(samples * TimeSpan.TicksPerSecond / rate);

    public static long ToSamples(TimeSpan time, int rate) => (long)Math.Round((double)time.Ticks * rate / TimeSpan.TicksPerSecond);
}
