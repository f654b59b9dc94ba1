using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Puts the ordered messages of all incoming streams into their order, and queues all messages for the reader.</summary>
internal sealed class MessageOrder
{
    /// <summary>Messages. How far back the unordered ones that were given up are known; what is under way spans half of it at most.</summary>
    private const uint UnorderedMemory = 2 * SctpLimits.MaxTsnAhead;

    /// <summary>Whole messages that wait for earlier ones; null where a message was too long and only its number counts.</summary>
    private readonly Dictionary<(ushort StreamId, uint MessageId), SctpMessage?> _held = [];
    private readonly Dictionary<ushort, InboundStream> _streams = [];
    private readonly Queue<SctpMessage> _ready = new();
    private readonly List<uint> _scratch = [];
    private uint _idMask = ushort.MaxValue;

    /// <summary>Bytes of whole messages.</summary>
    public int Bytes { get; private set; }

    /// <summary>Whole messages.</summary>
    public int Count => _held.Count + _ready.Count;

    /// <summary>Messages that the reader may take.</summary>
    public int ReadyCount => _ready.Count;

    /// <summary>Forgets all order; what is ready stays.</summary>
    public void Restart(bool isInterleaving)
    {
        DropHeld(streamId: null);
        _streams.Clear();
        _idMask = isInterleaving ? uint.MaxValue : ushort.MaxValue;
    }

    public void AddUnordered(in SctpMessage message)
    {
        Bytes += message.Length;
        _ready.Enqueue(message);
    }

    /// <summary>Takes a message of an ordered stream, or only its number if it was too long.</summary>
    public void AddOrdered(ushort streamId, uint messageId, SctpMessage? message)
    {
        ref InboundStream stream = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, streamId, out _);
        if (IsBefore(messageId, stream.Next) || (messageId != stream.Next && _held.ContainsKey((streamId, messageId))))
        {
            message?.Release();
            return;
        }

        Bytes += message?.Length ?? 0;
        if (messageId != stream.Next)
        {
            _held.Add((streamId, messageId), message);
            stream.Held++;
            return;
        }

        Deliver(message);
        stream.Next = (stream.Next + 1) & _idMask;
        DeliverHeld(streamId, ref stream);
    }

    /// <summary>Whether an ordered message comes too late, for the peer gave it up or it was delivered.</summary>
    public bool IsPast(ushort streamId, uint messageId) =>
        _streams.TryGetValue(streamId, out InboundStream stream) && IsBefore(messageId, stream.Next);

    /// <summary>
    /// Whether an unordered fragment is of a message that the peer gave up: what of it was under way may come after the I-FORWARD-TSN
    /// that named it.
    /// </summary>
    public bool IsPastUnordered(ushort streamId, uint messageId)
    {
        if (!_streams.TryGetValue(streamId, out InboundStream stream))
        {
            return false;
        }

        if (stream.NextUnordered - 1 - messageId < UnorderedMemory)
        {
            return true;
        }

        // Kept near the numbers in use, for they wrap.
        if (messageId - stream.NextUnordered > UnorderedMemory)
        {
            stream.NextUnordered = messageId - SctpLimits.MaxTsnAhead;
            _streams[streamId] = stream;
        }

        return false;
    }

    /// <summary>The peer gave up all unordered messages up to this one that are not whole.</summary>
    public void SkipUnordered(ushort streamId, uint messageId)
    {
        ref InboundStream stream = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, streamId, out _);
        if (stream.NextUnordered - 1 - messageId >= UnorderedMemory)
        {
            stream.NextUnordered = messageId + 1;
        }
    }

    /// <summary>The peer gave up all messages up to this one that are not whole; those that are, are delivered.</summary>
    public void Skip(ushort streamId, uint messageId)
    {
        ref InboundStream stream = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, streamId, out _);
        if (IsBefore(messageId, stream.Next))
        {
            return;
        }

        if (stream.Held > 0)
        {
            DeliverUpTo(streamId, messageId, ref stream);
        }

        stream.Next = (messageId + 1) & _idMask;
        DeliverHeld(streamId, ref stream);
    }

    /// <summary>The stream begins anew.</summary>
    public void Reset(ushort streamId)
    {
        if (_streams.Remove(streamId, out InboundStream stream) && stream.Held > 0)
        {
            DropHeld(streamId);
        }
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
        DropHeld(streamId: null);
        _streams.Clear();
        while (TryRead(out SctpMessage message))
        {
            message.Release();
        }
    }

    private bool IsBefore(uint a, uint b) =>
        _idMask == ushort.MaxValue ? SerialNumber.IsLower((ushort)a, (ushort)b) : SerialNumber.IsLower(a, b);

    private void Deliver(SctpMessage? message)
    {
        if (message is { } whole)
        {
            _ready.Enqueue(whole);
        }
    }

    private void DeliverHeld(ushort streamId, ref InboundStream stream)
    {
        while (stream.Held > 0 && _held.Remove((streamId, stream.Next), out SctpMessage? message))
        {
            Deliver(message);
            stream.Held--;
            stream.Next = (stream.Next + 1) & _idMask;
        }
    }

    private void DeliverUpTo(ushort streamId, uint messageId, ref InboundStream stream)
    {
        _scratch.Clear();
        foreach ((ushort heldStream, uint heldId) in _held.Keys)
        {
            if (heldStream == streamId && !IsBefore(messageId, heldId))
            {
                _scratch.Add((heldId - stream.Next) & _idMask);
            }
        }

        // Distances from the next message, for numbers that wrap have no order of their own.
        _scratch.Sort();
        foreach (uint distance in _scratch)
        {
            _held.Remove((streamId, (stream.Next + distance) & _idMask), out SctpMessage? message);
            Deliver(message);
            stream.Held--;
        }
    }

    private void DropHeld(ushort? streamId)
    {
        foreach (KeyValuePair<(ushort StreamId, uint MessageId), SctpMessage?> held in _held)
        {
            if (streamId is null || held.Key.StreamId == streamId)
            {
                Bytes -= held.Value?.Length ?? 0;
                held.Value?.Release();
                _held.Remove(held.Key);
            }
        }
    }
}
