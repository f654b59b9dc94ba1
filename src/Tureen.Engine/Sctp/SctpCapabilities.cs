namespace Tureen.Engine.Sctp;

/// <summary>What both ends agreed on.</summary>
/// <param name="OutboundStreams">Streams to send on.</param>
/// <param name="InboundStreams">Streams that the peer may send on.</param>
/// <param name="Extensions">What both offered.</param>
internal readonly record struct SctpCapabilities(ushort OutboundStreams, ushort InboundStreams, SctpExtensions Extensions);
