namespace Tureen.Engine.Primitives;

/// <summary>What a datagram is by its first bytes.</summary>
internal enum PacketKind : byte
{
    Unknown,
    Stun,
    Rtcp,
    Rtp,
    Dtls,
}
