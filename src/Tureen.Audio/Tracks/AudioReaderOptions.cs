namespace Tureen.Audio;

/// <summary>How an <see cref="AudioReader"/> works.</summary>
public sealed record AudioReaderOptions
{
    /// <summary>The rate of the samples, a multiple of 50 from 4000 to 192000. Rates other than 48000 are converted, which adds one or two milliseconds.</summary>
    public int SampleRate { get; init; } = 48_000;

    /// <summary>The length of a frame, of 10 to 60 ms.</summary>
    public TimeSpan FrameDuration { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The least time that a packet waits for late ones.</summary>
    public TimeSpan MinDelay { get; init; }

    /// <summary>The most time that a packet waits for late ones.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
