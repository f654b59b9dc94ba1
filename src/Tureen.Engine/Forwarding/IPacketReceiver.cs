using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>Takes the packets of a consumer of a DirectTransport on the worker's own thread, where an event for each would cost more than the packet.</summary>
internal interface IPacketReceiver
{
    /// <summary>Takes a packet. Must return at once, because all transports of the worker wait.</summary>
    /// <param name="packet">The packet; its memory is reused after the call.</param>
    /// <param name="receivedAt">When it arrived from the sender.</param>
    /// <param name="capturedAt">When its media was captured; <see cref="Timestamp.Never"/> while that is unknown.</param>
    /// <returns>False to have it as an event.</returns>
    bool TryReceive(ReadOnlyMemory<byte> packet, Timestamp receivedAt, Timestamp capturedAt);
}
