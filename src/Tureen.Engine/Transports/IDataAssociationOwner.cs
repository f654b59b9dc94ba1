using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

/// <summary>What an SCTP association needs of its transport.</summary>
internal interface IDataAssociationOwner
{
    /// <summary>Sends one SCTP packet, inside DTLS or bare.</summary>
    void SendSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink);

    /// <summary>The association received a message.</summary>
    void HandleDataMessage(Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink);

    /// <summary>What waits on a stream fell to its threshold.</summary>
    void HandleDataBufferedAmountLow(ushort streamId);

    /// <summary>The peer reset its end of a stream: the data channel is closed (RFC 8831 §6.7).</summary>
    void HandleDataStreamReset(Timestamp now, ushort streamId, IDatagramSink sink);

    /// <summary>The peer reset its end of every stream.</summary>
    void HandleAllDataStreamsReset(Timestamp now, IDatagramSink sink);

    /// <summary>The state of the association changed.</summary>
    void HandleSctpState(SctpState state);
}
