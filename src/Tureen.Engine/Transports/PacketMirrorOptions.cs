namespace Tureen.Engine.Transports;

/// <summary>Which packets a packet mirror copies.</summary>
internal sealed record PacketMirrorOptions(bool SendRtp, bool SendRtcp, bool RecvRtp, bool RecvRtcp);
