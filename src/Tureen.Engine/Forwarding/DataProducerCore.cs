using Tureen.Engine.DataChannels;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>A source of messages, and the data consumers that they go to (mediasoup's DataProducer).</summary>
internal sealed class DataProducerCore(DataProducerCoreOptions options)
{
    private DataConsumerCore[] _consumers = [];
    private long _messagesReceived;
    private long _bytesReceived;

    public string Id => Options.Id;

    public DataProducerCoreOptions Options { get; } = options;

    public bool IsPaused { get; private set; } = options.Paused;

    public bool IsClosed { get; private set; }

    public IReadOnlyList<DataConsumerCore> Consumers => _consumers;

    /// <summary>One message; counted also while paused, then not forwarded.</summary>
    public void HandleMessage(Timestamp now, in DataMessage message, IDatagramSink sink)
    {
        _messagesReceived++;
        _bytesReceived += message.Payload.Length;
        if (IsPaused || IsClosed)
        {
            return;
        }

        foreach (DataConsumerCore consumer in _consumers)
        {
            consumer.Offer(now, message, sink);
        }
    }

    /// <summary>Stops forwarding. Idempotent.</summary>
    public void Pause()
    {
        if (IsPaused)
        {
            return;
        }

        IsPaused = true;
        foreach (DataConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerPaused(isPaused: true);
        }
    }

    /// <summary>Forwards again. Idempotent.</summary>
    public void Resume()
    {
        if (!IsPaused)
        {
            return;
        }

        IsPaused = false;
        foreach (DataConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerPaused(isPaused: false);
        }
    }

    /// <summary>Closes the data consumers. Idempotent.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        foreach (DataConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerClosed(now, sink);
        }

        Options.FarEnd?.HandleChange();
    }

    public void AddConsumer(DataConsumerCore consumer) => _consumers = [.. _consumers, consumer];

    public void RemoveConsumer(DataConsumerCore consumer) => _consumers = Array.FindAll(_consumers, other => other != consumer);

    public DataProducerDump Dump() => new()
    {
        Id = Id,
        Type = Options.Type,
        SctpStreamParameters = Options.SctpStreamParameters?.Clone(),
        Label = Options.Label,
        Protocol = Options.Protocol,
        Paused = IsPaused,
    };

    public DataProducerStats GetStats(Timestamp now) => new()
    {
        Timestamp = now.Milliseconds,
        Label = Options.Label,
        Protocol = Options.Protocol,
        MessagesReceived = _messagesReceived,
        BytesReceived = _bytesReceived,
    };
}
