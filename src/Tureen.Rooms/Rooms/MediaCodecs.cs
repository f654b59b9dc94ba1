using Tureen.Ortc;

namespace Tureen.Rooms.Rooms;

/// <summary>What rooms carry. Clients use the first codec of a kind unless they choose another.</summary>
internal static class MediaCodecs
{
    private const int VideoClockRate = 90_000;
    private const string StartBitrate = "x-google-start-bitrate";

    /// <summary>Kilobits per second.</summary>
    private const int StartBitrateValue = 1_000;

    public static IReadOnlyList<RtpCodecCapability> Create() =>
    [
        new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
        Video("video/VP8", []),
        Video("video/VP9", new() { { "profile-id", 2 } }),
        Video("video/H264", H264("4d0032")),
        Video("video/H264", H264("42e01f")),
        Video("video/VP9", new() { { "profile-id", 0 } }),
        Video("video/AV1", []),
    ];

    private static RtpCodecCapability Video(string mimeType, CodecParameters parameters)
    {
        parameters.Add(StartBitrate, StartBitrateValue);
        return new() { Kind = MediaKind.Video, MimeType = mimeType, ClockRate = VideoClockRate, Parameters = parameters };
    }

    private static CodecParameters H264(string profileLevelId) => new()
    {
        { "packetization-mode", 1 },
        { "profile-level-id", profileLevelId },
        { "level-asymmetry-allowed", 1 },
    };
}
