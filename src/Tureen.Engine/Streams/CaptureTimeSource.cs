namespace Tureen.Engine.Streams;

/// <summary>What tells when media was captured.</summary>
internal enum CaptureTimeSource : byte
{
    None,

    /// <summary>The abs-capture-time header extension, when all streams of the peer negotiated it.</summary>
    AbsCaptureTime,

    /// <summary>The pair of NTP and RTP time in Sender Reports.</summary>
    SenderReport,
}
