namespace Tureen.Engine.Streams;

/// <summary>Where the capture time of media comes from.</summary>
internal enum CaptureTimeSource : byte
{
    None,

    /// <summary>The abs-capture-time header extension, when all streams of the peer negotiated it.</summary>
    AbsCaptureTime,

    /// <summary>The pair of NTP and RTP time in Sender Reports.</summary>
    SenderReport,
}
