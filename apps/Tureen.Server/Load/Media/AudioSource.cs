using Tureen.Client.Native;

namespace Tureen.Server.Load.Media;

/// <summary>A microphone. Those of a room take turns in speaking, so that a server has an active speaker.</summary>
/// <param name="track">Where it sends.</param>
/// <param name="place">Which of the microphones of its room this is.</param>
/// <param name="count">How many the room has.</param>
/// <param name="frameLength">Bytes of a packet.</param>
internal sealed class AudioSource(EncodedTrack track, int place, int count, int frameLength) : IMediaSource
{
    /// <summary>−dBov of speech, and of silence.</summary>
    public const int Loud = 30;

    public const int Silent = 127;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);

    private readonly byte[] _frame = OpusFrames.Create(frameLength);
    private uint _timestamp;
    private long _packets;

    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(1) / OpusFrames.PerSecond;

    public long Packets => Interlocked.Read(ref _packets);

    public void Send(TimeSpan elapsed, DateTimeOffset now)
    {
        bool isSpeaking = (long)(elapsed / Turn) % count == place;
        track.Write(new EncodedPacket
        {
            Payload = _frame,
            Timestamp = _timestamp,
            AudioLevel = isSpeaking ? Loud : Silent,
            CaptureTime = now,
        });
        _timestamp += OpusFrames.Samples;
        Interlocked.Increment(ref _packets);
    }
}
