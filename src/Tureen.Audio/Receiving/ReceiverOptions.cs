namespace Tureen.Audio.Receiving;

/// <summary>How a receiver works.</summary>
/// <param name="SampleRate">The rate of its samples, one of Opus.</param>
/// <param name="MinDelay">The least that a frame waits.</param>
/// <param name="MaxDelay">The most that a frame waits.</param>
internal sealed record ReceiverOptions(int SampleRate, TimeSpan MinDelay, TimeSpan MaxDelay);
