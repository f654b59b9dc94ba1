using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Puts the ordered messages of all incoming streams into their order, and queues all messages for the reader.</summary>
/// <remarks>
/// Numbers of ordered messages are compared as <see cref="Unwrap(ushort, uint)"/> continues them, so that each stream has one line of numbers
/// for its whole life. Waiting messages are in a heap of their stream: a message is touched when it is added and when it leaves.
/// </remarks>
internal sealed class MessageOrder
{
    /// <summary>Messages. How far back unordered messages that were given up are remembered; those under way span at most half of it.</summary>
    private const uint UnorderedMemory = 2 * SctpLimits.MaxTsnAhead;

    private readonly SlotList<HeldMessage> _held = new();
    private readonly SerialHeaps _heaps = new();
    private readonly StreamTable<InboundStream> _streams = new(InboundStream.Initial);
    private readonly Queue<SctpMessage> _ready = new();
    private bool _isInterleaving;

    /// <summary>Bytes of whole messages.</summary>
    public int Bytes { get; private set; }

    /// <summary>Whole messages.</summary>
    public int Count => _held.Count + _ready.Count;

    /// <summary>Messages that the reader may take.</summary>
    public int ReadyCount => _ready.Count;

    /// <summary>Forgets all order; what is ready stays.</summary>
    public void Restart(bool isInterleaving)
    {
        DropHeld();
        _streams.Clear();
        _isInterleaving = isInterleaving;
    }

    public void AddUnordered(in SctpMessage message)
    {
        Bytes += message.Length;
        _ready.Enqueue(message);
    }

    /// <summary>Takes a message of an ordered stream, or only its number if it was too long.</summary>
    public void AddOrdered(ushort streamId, uint messageId, SctpMessage? message)
    {
        ref InboundStream stream = ref _streams.GetOrAdd(streamId);
        uint number = Unwrap(messageId, stream.Next);
        if (SerialNumber.IsLower(number, stream.Next))
        {
            message?.Release();
            return;
        }

        Bytes += message?.Length ?? 0;
        if (number != stream.Next)
        {
            _heaps.Add(ref stream.Held, _held.Add(new HeldMessage(message)), number);
            return;
        }

        Deliver(message);
        stream.Next++;
        DeliverHeld(ref stream);
    }

    /// <summary>The number of an ordered message on the line of its stream.</summary>
    public uint Unwrap(ushort streamId, uint messageId) =>
        Unwrap(messageId, _streams.TryGet(streamId, out InboundStream stream) ? stream.Next : 0);

    /// <summary>Whether an ordered message comes too late, because the peer gave it up or it was delivered.</summary>
    public bool IsPast(ushort streamId, uint messageId) =>
        _streams.TryGet(streamId, out InboundStream stream)
        && SerialNumber.IsLower(Unwrap(messageId, stream.Next), stream.Next);

    /// <summary>
    /// Whether an unordered fragment belongs to a message that the peer gave up: fragments under way may come after the I-FORWARD-TSN
    /// that named the message.
    /// </summary>
    public bool IsPastUnordered(ushort streamId, uint messageId)
    {
        if (!_streams.TryGet(streamId, out InboundStream stream))
        {
            return false;
        }

        if (stream.NextUnordered - 1 - messageId < UnorderedMemory)
        {
            return true;
        }

        // Kept near the numbers in use, because they wrap.
        if (messageId - stream.NextUnordered > UnorderedMemory)
        {
            _streams.GetOrAdd(streamId).NextUnordered = messageId - SctpLimits.MaxTsnAhead;
        }

        return false;
    }

    /// <summary>The peer gave up all incomplete unordered messages up to this one.</summary>
    public void SkipUnordered(ushort streamId, uint messageId)
    {
        ref InboundStream stream = ref _streams.GetOrAdd(streamId);
        if (stream.NextUnordered - 1 - messageId >= UnorderedMemory)
        {
            stream.NextUnordered = messageId + 1;
        }
    }

    /// <summary>The peer gave up all incomplete messages up to this one; complete ones are delivered.</summary>
    public void Skip(ushort streamId, uint messageId)
    {
        ref InboundStream stream = ref _streams.GetOrAdd(streamId);
        uint number = Unwrap(messageId, stream.Next);
        if (SerialNumber.IsLower(number, stream.Next))
        {
            return;
        }

        while (stream.Held != SerialHeaps.None && !SerialNumber.IsHigher(_heaps.KeyOf(stream.Held), number))
        {
            Deliver(TakeHeld(ref stream));
        }

        stream.Next = number + 1;
        DeliverHeld(ref stream);
    }

    /// <summary>The stream begins anew.</summary>
    public void Reset(ushort streamId)
    {
        if (!_streams.TryGet(streamId, out InboundStream stream))
        {
            return;
        }

        while (stream.Held != SerialHeaps.None)
        {
            Drop(TakeHeld(ref stream));
        }

        _streams.Remove(streamId);
    }

    public bool TryRead(out SctpMessage message)
    {
        if (!_ready.TryDequeue(out message))
        {
            return false;
        }

        Bytes -= message.Length;
        return true;
    }

    public void Clear()
    {
        DropHeld();
        _streams.Clear();
        while (TryRead(out SctpMessage message))
        {
            message.Release();
        }
    }

    /// <summary>An SSN continued near the next number; a MID is never short of bits.</summary>
    private uint Unwrap(uint messageId, uint next)
    {
        if (_isInterleaving)
        {
            return messageId;
        }

        ushort ahead = (ushort)(messageId - next);
        return SerialNumber.IsLower((ushort)messageId, (ushort)next) ? next + ahead - 0x1_0000 : next + ahead;
    }

    private void Deliver(SctpMessage? message)
    {
        if (message is { } whole)
        {
            _ready.Enqueue(whole);
        }
    }

    private void DeliverHeld(ref InboundStream stream)
    {
        while (stream.Held != SerialHeaps.None && !SerialNumber.IsHigher(_heaps.KeyOf(stream.Held), stream.Next))
        {
            bool isNext = _heaps.KeyOf(stream.Held) == stream.Next;
            SctpMessage? message = TakeHeld(ref stream);
            if (isNext)
            {
                Deliver(message);
                stream.Next++;
            }
            else
            {
                // Its number came twice, under two TSNs.
                Drop(message);
            }
        }
    }

    private SctpMessage? TakeHeld(ref InboundStream stream)
    {
        int first = stream.Held;
        SctpMessage? message = _held[first].Message;
        _heaps.Remove(ref stream.Held, first);
        _held.Remove(first);
        return message;
    }

    private void Drop(SctpMessage? message)
    {
        Bytes -= message?.Length ?? 0;
        message?.Release();
    }

    private void DropHeld()
    {
        while (_held.First != SlotList<HeldMessage>.None)
        {
            SctpMessage? message = _held[_held.First].Message;
            _held.Remove(_held.First);
            Drop(message);
        }
    }
}
