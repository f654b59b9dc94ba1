namespace Tureen.Client.Native;

/// <summary>The payload of one RTP packet that a program sends: for Opus a whole frame, for video a part of one.</summary>
public readonly record struct EncodedPacket
{
    /// <summary>The payload, in the RTP format of the codec; it is copied.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The RTP timestamp, in the clock of the codec: 48000 per second for Opus, 90000 for video.</summary>
    public required uint Timestamp { get; init; }

    /// <summary>Whether it is the last packet of a video frame, or the first of audio after silence.</summary>
    public bool Marker { get; init; }

    /// <summary>The encoding that it belongs to, 0 for the lowest.</summary>
    public int Encoding { get; init; }

    /// <summary>How loud the audio is, in −dBov: 0 is the loudest, 127 silence; null if not known.</summary>
    public int? AudioLevel { get; init; }

    /// <summary>When the media was captured; null if not known.</summary>
    public DateTimeOffset? CaptureTime { get; init; }
}
