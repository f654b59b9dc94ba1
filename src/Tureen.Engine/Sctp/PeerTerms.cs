namespace Tureen.Engine.Sctp;

/// <summary>What INIT and INIT ACK settle about the peer.</summary>
/// <param name="Tag">The verification tag of packets to it.</param>
/// <param name="InitialTsn">The TSN of its first DATA chunk.</param>
/// <param name="ReceiverWindow">a_rwnd, in bytes.</param>
/// <param name="Capabilities">What both ends agreed on.</param>
internal readonly record struct PeerTerms(uint Tag, uint InitialTsn, uint ReceiverWindow, SctpCapabilities Capabilities);
