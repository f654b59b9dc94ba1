namespace Tureen.Engine.Transports;

/// <summary>Which packets a <see cref="PacketMirror"/> copies.</summary>
internal sealed record PacketMirrorOptions(bool SendRtp, bool SendRtcp, bool RecvRtp, bool RecvRtcp);
