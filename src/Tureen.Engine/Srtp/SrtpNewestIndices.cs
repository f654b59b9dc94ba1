namespace Tureen.Engine.Srtp;

/// <summary>The newest authenticated packet indices of one SSRC; null where there was none.</summary>
internal readonly record struct SrtpNewestIndices(ulong? Rtp, uint? Rtcp);
