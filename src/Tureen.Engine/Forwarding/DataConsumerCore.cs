using System.Buffers;
using Tureen.Engine.DataChannels;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>One receiver of one data producer's messages (mediasoup's DataConsumer).</summary>
internal sealed partial class DataConsumerCore
{
    private readonly EngineContext _context;
    private readonly IDataTransport _transport;
    private readonly HashSet<ushort> _subchannels;
    private TokenBucket _bufferFullEvents =
        new(EngineLimits.SendBufferFullEventBurst, EngineLimits.SendBufferFullEventsPerSecond);

    private DataConsumerBufferedAmountLowEvent? _bufferedAmountLow;
    private bool _isAwaited;
    private long _messagesSent;
    private long _bytesSent;

    public DataConsumerCore(
        EngineContext context, IDataTransport transport, DataProducerCore producer, DataConsumerCoreOptions options)
    {
        _context = context;
        _transport = transport;
        _subchannels = [.. options.Subchannels];
        Producer = producer;
        Options = options;
        IsPaused = options.Paused;
        IsProducerPaused = producer.IsPaused;
        _isAwaited = options.FarEnd is null;
        SendParameters = Resolve(options.SctpStreamParameters);
    }

    public string Id => Options.Id;

    public DataConsumerCoreOptions Options { get; }

    public DataProducerCore Producer { get; }

    public bool IsPaused { get; private set; }

    public bool IsProducerPaused { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>In rising order, a new list.</summary>
    public IReadOnlyList<int> Subchannels => [.. _subchannels.Order().Select(static subchannel => (int)subchannel)];

    /// <summary>How each of its messages is sent by SCTP.</summary>
    public SendParameters SendParameters { get; }

    /// <summary>Bytes; of type direct always 0.</summary>
    public long BufferedAmountLowThreshold { get; private set; }

    /// <summary>Bytes; of type direct always 0.</summary>
    public long BufferedAmount => IsDirect ? 0 : _transport.GetBufferedAmount(this);

    private bool IsDirect => Options.Type == DataConsumerType.Direct;

    private bool IsActive => _isAwaited && !IsPaused && !IsProducerPaused && !IsClosed && !Producer.IsClosed && (IsDirect || _transport.IsDataOpen);

    /// <summary>
    /// One message of the data producer. An exception counts against this consumer alone, which ends after too many of them as if its
    /// producer had been closed.
    /// </summary>
    public void Offer(Timestamp now, in DataMessage message, IDatagramSink sink)
    {
        try
        {
            HandleMessage(now, message, sink);
        }
        catch (Exception error) when (_context.Faults.AreContained)
        {
            HandleFault(now, error, sink);
        }
    }

    /// <summary>One message of the data producer, to be filtered.</summary>
    public void HandleMessage(Timestamp now, in DataMessage message, IDatagramSink sink)
    {
        if (!IsActive || !IsWanted(message))
        {
            return;
        }

        if (message.Payload.Length > _transport.MaxSendMessageSize)
        {
            _context.Drop(DropReason.DataTooLong, Id);
        }
        else if (_transport.CarriesSubchannels)
        {
            SendEncoded(now, message, sink);
        }
        else
        {
            SendAndCount(now, message.Ppid, message.Payload, sink);
        }
    }

    /// <summary>Sends a message of the application itself, also while paused; of type SCTP only.</summary>
    public SendOutcome Send(Timestamp now, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        if (!_transport.IsDataOpen)
        {
            return SendOutcome.Closed;
        }

        return payload.Length > _transport.MaxSendMessageSize ? SendOutcome.TooLong : SendAndCount(now, ppid, payload, sink);
    }

    public void Pause() => IsPaused = true;

    public void Resume() => IsPaused = false;

    public void SetSubchannels(IReadOnlyList<ushort> subchannels)
    {
        _subchannels.Clear();
        _subchannels.UnionWith(subchannels);
    }

    public void AddSubchannel(ushort subchannel) => _subchannels.Add(subchannel);

    public void RemoveSubchannel(ushort subchannel) => _subchannels.Remove(subchannel);

    public void SetBufferedAmountLowThreshold(Timestamp now, long threshold)
    {
        BufferedAmountLowThreshold = threshold;
        _transport.SetBufferedAmountLowThreshold(now, this, threshold);
    }

    /// <summary>Called for every message longer than the threshold, mostly at the same amount; then the event is reused.</summary>
    public void HandleBufferedAmountLow()
    {
        long amount = BufferedAmount;
        if (_bufferedAmountLow?.BufferedAmount != amount)
        {
            _bufferedAmountLow = new DataConsumerBufferedAmountLowEvent(Id, amount);
        }

        _context.Events.Enqueue(_bufferedAmountLow);
    }

    public void HandleProducerPaused(bool isPaused)
    {
        IsProducerPaused = isPaused;
        _context.Events.Enqueue(new DataConsumerProducerPausedEvent(Id, isPaused));
        Options.FarEnd?.HandleChange();
    }

    /// <summary>The other end of the pipe has a data producer for it.</summary>
    public void HandleAccepted() => _isAwaited = true;

    /// <summary>The data producer is gone, or the peer took the stream back.</summary>
    public void HandleProducerClosed(Timestamp now, IDatagramSink sink)
    {
        _context.Events.Enqueue(new DataConsumerProducerClosedEvent(Id));
        _transport.CloseDataConsumer(now, this, sink);
    }

    /// <summary>Removes it from its data producer. Idempotent.</summary>
    public void Close()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            _context.Faults.Forget(this);
            Producer.RemoveConsumer(this);
            Options.FarEnd?.HandleChange();
        }
    }

    /// <summary>Each limit applies on its own, and none applies to an ordered stream.</summary>
    private static SendParameters Resolve(SctpStreamParameters? parameters)
    {
        if (parameters is null || parameters.Ordered != false)
        {
            return default;
        }

        TimeSpan? lifetime = parameters.MaxPacketLifeTime is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;
        return new SendParameters(IsUnordered: true, lifetime, parameters.MaxRetransmits);
    }

    /// <summary>The rules of subchannels, in mediasoup's order.</summary>
    private bool IsWanted(in DataMessage message)
    {
        if (_transport.CarriesSubchannels && _subchannels.Count == 0)
        {
            return true;
        }

        if (message.RequiredSubchannel is { } required && !_subchannels.Contains(required))
        {
            return false;
        }

        if (!_transport.CarriesSubchannels && message.IgnoredSubchannel is { } ignored && _subchannels.Contains(ignored))
        {
            return false;
        }

        return message.Subchannels.IsEmpty || IsSubscribedToAny(message.Subchannels);
    }

    private bool IsSubscribedToAny(ReadOnlySpan<ushort> subchannels)
    {
        foreach (ushort subchannel in subchannels)
        {
            if (_subchannels.Contains(subchannel))
            {
                return true;
            }
        }

        return false;
    }

    private void SendEncoded(Timestamp now, in DataMessage message, IDatagramSink sink)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(SubchannelsCodec.MaxLength(message));
        int length = SubchannelsCodec.Encode(message, _subchannels, buffer);
        SendAndCount(now, message.Ppid, buffer.AsSpan(0, length), sink);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private SendOutcome SendAndCount(Timestamp now, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        SendOutcome outcome = SendOutcome.Queued;
        if (IsDirect)
        {
            _context.Events.Enqueue(new DataConsumerMessageEvent(Id, new DataConsumerMessage(payload.ToArray(), ppid)));
        }
        else
        {
            outcome = _transport.TrySendData(now, this, ppid, payload, sink);
        }

        switch (outcome)
        {
            case SendOutcome.Queued:
                _messagesSent++;
                _bytesSent += payload.Length;
                _context.Counters.MessagesSent++;
                _context.Counters.MessageBytesSent += payload.Length;
                break;
            case SendOutcome.BufferFull or SendOutcome.StreamQueueFull:
                _context.Drop(DropReason.DataSendBufferFull, Id);
                RaiseBufferFull(now);
                break;
            default:
                _context.Drop(DropReason.DataNotSent, Id);
                break;
        }

        return outcome;
    }

    /// <summary>Every message may fail while the peer reads nothing, so the event is raised at a bounded rate.</summary>
    private void RaiseBufferFull(Timestamp now)
    {
        if (_bufferFullEvents.TryTake(now))
        {
            _context.Events.Enqueue(new DataConsumerSendBufferFullEvent(Id));
        }
    }

    private void HandleFault(Timestamp now, Exception error, IDatagramSink sink)
    {
        _context.Faults.Handle(now, FaultKind.Consumer, Id, error);
        if (!IsClosed && _context.Faults.IsSpent(now, this))
        {
            _context.Faults.Run(now, FaultKind.Close, Id, () => HandleProducerClosed(now, sink));
        }
    }
}
