namespace Tureen.Client.Native;

/// <summary>The payload of one RTP packet that was received.</summary>
public readonly record struct ReceivedPacket
{
    /// <summary>The payload, in the RTP format of the codec; nobody changes it any more.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The RTP timestamp, in the clock of the codec.</summary>
    public required uint Timestamp { get; init; }

    /// <summary>The number of the packet, by which gaps and reordering show; it wraps at 65535.</summary>
    public required ushort SequenceNumber { get; init; }

    /// <summary>The payload type, which says the codec.</summary>
    public required int PayloadType { get; init; }

    /// <summary>Whether it is the last packet of a video frame, or the first of audio after silence.</summary>
    public bool Marker { get; init; }

    /// <summary>How loud the audio is, in −dBov: 0 is the loudest, 127 silence; null if the sender does not say so.</summary>
    public int? AudioLevel { get; init; }

    /// <summary>When the media was captured, by the clock of the server; null if not known.</summary>
    public DateTimeOffset? CaptureTime { get; init; }
}
