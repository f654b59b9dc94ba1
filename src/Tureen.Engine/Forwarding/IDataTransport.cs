using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Forwarding;

/// <summary>What data producers and data consumers need of the transport that carries them.</summary>
internal interface IDataTransport
{
    /// <summary>Bytes of the longest message that is sent.</summary>
    int MaxSendMessageSize { get; }

    /// <summary>Subchannels precede the payload, and the other end filters by them too (PipeTransport).</summary>
    bool CarriesSubchannels { get; }

    /// <summary>Whether messages can be queued: always without SCTP; with it, while the association is neither closed nor failed.</summary>
    bool IsDataOpen { get; }

    /// <summary>Queues a copy of the message on the consumer's SCTP stream.</summary>
    SendOutcome TrySendData(
        Timestamp now, DataConsumerCore consumer, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink);

    /// <summary>Bytes on the consumer's stream that have not been sent for the first time.</summary>
    long GetBufferedAmount(DataConsumerCore consumer);

    /// <summary>Sets the threshold at which the consumer's buffered amount is reported.</summary>
    void SetBufferedAmountLowThreshold(Timestamp now, DataConsumerCore consumer, long threshold);

    /// <summary>Removes a data consumer whose data producer is gone.</summary>
    void CloseDataConsumer(Timestamp now, DataConsumerCore consumer, IDatagramSink sink);
}
