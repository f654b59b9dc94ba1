using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Transports;

/// <summary>
/// What a transport needs of its SCTP association. It reports what arrives to the transport's <c>HandleData…</c> and
/// <c>HandleSctpState</c>.
/// </summary>
internal interface IDataAssociation
{
    SctpState State { get; }

    /// <summary>Zeros before it is connected.</summary>
    SctpNegotiatedCapabilities NegotiatedCapabilities { get; }

    /// <summary>The transport is connected and has something to carry. Idempotent.</summary>
    void Connect(Timestamp now, IDatagramSink sink);

    /// <summary>Queues a copy, also before the association is connected.</summary>
    SendOutcome Send(
        Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> payload, in SendParameters parameters, IDatagramSink sink);

    long GetBufferedAmount(ushort streamId);

    /// <summary>Bytes; <c>HandleDataBufferedAmountLow</c> is called at this amount, also when it is that low already.</summary>
    void SetBufferedAmountLowThreshold(Timestamp now, ushort streamId, long threshold);

    /// <summary>Resets an outgoing stream (RFC 6525).</summary>
    void ResetStream(Timestamp now, ushort streamId, IDatagramSink sink);
}
