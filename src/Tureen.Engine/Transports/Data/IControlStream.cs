using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Data;

/// <summary>Has a stream of a transport's association to itself, for messages between the transports that no data producer sees.</summary>
internal interface IControlStream
{
    void HandleMessage(Timestamp now, ReadOnlySpan<byte> message, IDatagramSink sink);

    /// <summary>A packet of the association came from the peer, which is alive then.</summary>
    void HandlePacket(Timestamp now);

    /// <summary>The state of the association changed.</summary>
    void HandleState(SctpState state);

    /// <summary>The transport is about to close. Idempotent.</summary>
    void Close();
}
