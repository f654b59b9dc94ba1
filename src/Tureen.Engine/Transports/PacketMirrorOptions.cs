namespace Tureen.Engine.Transports;

/// <summary>Of what a <see cref="PacketMirror"/> sends copies.</summary>
internal sealed record PacketMirrorOptions(bool SendRtp, bool SendRtcp, bool RecvRtp, bool RecvRtcp);
