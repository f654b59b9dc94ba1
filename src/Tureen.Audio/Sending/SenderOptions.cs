namespace Tureen.Audio.Sending;

/// <summary>How a sender works.</summary>
/// <param name="SampleRate">The rate of its samples, one of Opus.</param>
/// <param name="QueueLimit">How much waits at most.</param>
/// <param name="HasDtx">Whether silence is not sent.</param>
/// <param name="Redundancy">How many earlier frames each packet repeats (RFC 2198); 0 for none.</param>
/// <param name="OpusPayloadType">The payload type of Opus inside RED.</param>
internal sealed record SenderOptions(int SampleRate, TimeSpan QueueLimit, bool HasDtx = true, int Redundancy = 0, int OpusPayloadType = 111);
