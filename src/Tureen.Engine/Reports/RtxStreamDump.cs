namespace Tureen;

/// <summary>The state of the retransmissions of one RTP stream.</summary>
/// <param name="Params">What the stream is.</param>
public sealed record RtxStreamDump(RtxStreamParametersDump Params);
