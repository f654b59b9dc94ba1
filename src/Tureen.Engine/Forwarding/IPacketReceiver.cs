namespace Tureen.Engine.Forwarding;

/// <summary>Takes the packets of a consumer of a DirectTransport on the worker's own thread, where an event for each would cost more than the packet.</summary>
internal interface IPacketReceiver
{
    /// <summary>Takes a packet. Must return at once, because all transports of the worker wait.</summary>
    /// <param name="packet">The packet; its memory is reused after the call.</param>
    /// <returns>False to have it as an event.</returns>
    bool TryReceive(ReadOnlyMemory<byte> packet);
}
