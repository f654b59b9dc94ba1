using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Recording;
using Tureen.Recording.Recorders;
using Tureen.Recording.Tracks;
using Tureen.Tests.Recording.Frames;
using Tureen.Tests.Recording.Storage;

namespace Tureen.Tests.Recording.Recorders;

/// <summary>A recorder in virtual time, and what a participant sends to it.</summary>
internal sealed class RecorderScene
{
    public const int VideoPayloadType = 96;
    public const int AudioPayloadType = 97;

    /// <summary>The time is far from zero, where a clock that began late would count backwards.</summary>
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_000_000);

    private static readonly byte[] KeyFrame = [0x10, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xF0, 0x00];
    private static readonly byte[] DeltaFrame = [0x10, 0x01];

    private readonly RecorderCore _core;

    public RecorderScene(long capacity = long.MaxValue)
    {
        Storage = new MemoryStorage(capacity);
        _core = new RecorderCore(new RecorderOptions { Storage = Storage, Name = "room/ann" })
        {
            FileStarted = file => Events.Add($"started {file.Path}"),
            FileEnded = file => Events.Add($"ended {file.Path}"),
            KeyFrameNeeded = track => KeyFrameRequests++,
        };
    }

    public MemoryStorage Storage { get; }

    public List<string> Events { get; } = [];

    public int KeyFrameRequests { get; private set; }

    public static RecordedTrack CreateVideo(string mimeType = "video/VP8") => new(
        MediaKind.Video, [new() { MimeType = mimeType, PayloadType = VideoPayloadType, ClockRate = 90_000 }], TimeSpan.FromSeconds(1));

    public static RecordedTrack CreateAudio() => new(
        MediaKind.Audio, [new() { MimeType = "audio/opus", PayloadType = AudioPayloadType, ClockRate = 48_000, Channels = 2 }], TimeSpan.FromSeconds(1));

    public RecordedTrack Add(RecordedTrack track)
    {
        _core.Add(track);
        return track;
    }

    public void Remove(RecordedTrack track) => _core.Remove(track);

    /// <summary>A frame of video that was captured at a time and comes with a delay, in milliseconds.</summary>
    public void SendVideo(RecordedTrack track, int sequence, int capturedAt, bool isKeyFrame = false, int delay = 50, bool hasClock = true) => _core.Queue.Add(
        track,
        TestPackets.Create(
            sequence, (uint)(capturedAt * 90), marker: true, isKeyFrame ? KeyFrame : DeltaFrame, VideoPayloadType,
            At(capturedAt + delay), hasClock ? At(capturedAt) : null));

    public void SendAudio(RecordedTrack track, int sequence, int capturedAt, int delay = 150, bool hasClock = true) => _core.Queue.Add(
        track,
        TestPackets.Create(
            sequence, (uint)(capturedAt * 48), payload: [0xF8], payloadType: AudioPayloadType, at: At(capturedAt + delay), captured: hasClock ? At(capturedAt) : null));

    /// <summary>Lets the recorder work until a time.</summary>
    public void Turn(int milliseconds) => _core.Turn(At(milliseconds));

    public RecordingSummary Stop(int milliseconds)
    {
        _core.Stop();
        Turn(milliseconds);
        return Summary();
    }

    public RecordingSummary Summary()
    {
        Assert.True(_core.Completion.IsCompletedSuccessfully);
        return _core.Completion.Result;
    }

    private static Timestamp At(int milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);
}
