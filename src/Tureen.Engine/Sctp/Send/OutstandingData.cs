using System.Diagnostics;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>The chunks between the cumulative TSN ack and the next TSN, in a ring by TSN, with the sums that follow from their states.</summary>
internal sealed class OutstandingData(SctpBufferPool pool)
{
    private const int InitialCapacity = 64;

    private OutstandingChunk[] _ring = new OutstandingChunk[InitialCapacity];
    private int _head;

    /// <summary>Where the first lost chunk may be found, counted from the first chunk.</summary>
    private int _firstLostHint;
    private int _chunkOverhead = DataChunk.HeaderLength;

    public uint CumulativeTsnAck { get; private set; } = uint.MaxValue;

    public int Count { get; private set; }

    public uint NextTsn => CumulativeTsnAck + 1 + (uint)Count;

    /// <summary>Bytes of chunks in flight, with their headers: what counts against the congestion window.</summary>
    public int FlightSize { get; private set; }

    /// <summary>Payload bytes in flight: what counts against the peer's window.</summary>
    public int FlightPayload { get; private set; }

    /// <summary>Chunks to be sent again.</summary>
    public int LostCount { get; private set; }

    /// <summary>By its distance from the first chunk.</summary>
    public ref OutstandingChunk this[int index] => ref _ring[(_head + index) & (_ring.Length - 1)];

    /// <summary>Begins with a TSN; what was outstanding is forgotten.</summary>
    public void Restart(uint initialTsn, bool isInterleaving)
    {
        Clear();
        CumulativeTsnAck = initialTsn - 1;
        _chunkOverhead = isInterleaving ? IDataChunk.HeaderLength : DataChunk.HeaderLength;
    }

    public void Clear()
    {
        while (Count > 0)
        {
            RemoveFirst();
        }
    }

    /// <summary>How far a TSN lies from the first chunk; negative before it.</summary>
    public int IndexOf(uint tsn) => (int)(tsn - CumulativeTsnAck - 1);

    public uint TsnOf(int index) => CumulativeTsnAck + 1 + (uint)index;

    /// <summary>Gives the next TSN to a fragment, in flight or abandoned from the start; returns its index.</summary>
    public int Append(in OutgoingFragment fragment, OutstandingState state)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        OutgoingMessage message = fragment.Message;
        uint tsn = NextTsn;
        if (message.OutstandingFragments == 0)
        {
            message.FirstTsn = tsn;
        }

        message.LastTsn = tsn;
        message.OutstandingFragments++;
        message.Stream.OutstandingFragments++;
        int index = Count++;
        this[index] = new OutstandingChunk
        {
            Message = message,
            Offset = fragment.Offset,
            Length = fragment.Length,
            FragmentSequence = fragment.FragmentSequence,
            Flags = fragment.Flags,
            State = OutstandingState.Acked,
        };
        SetState(index, state);
        return index;
    }

    public void SetState(int index, OutstandingState state)
    {
        ref OutstandingChunk chunk = ref this[index];
        switch (chunk.State)
        {
            case OutstandingState.InFlight:
                FlightSize -= SizeOf(chunk.Length);
                FlightPayload -= chunk.Length;
                break;
            case OutstandingState.Lost:
                LostCount--;
                break;
        }

        chunk.State = state;
        switch (state)
        {
            case OutstandingState.InFlight:
                FlightSize += SizeOf(chunk.Length);
                FlightPayload += chunk.Length;
                break;
            case OutstandingState.Lost:
                LostCount++;
                _firstLostHint = Math.Min(_firstLostHint, index);
                break;
        }
    }

    /// <summary>Bytes on the wire.</summary>
    public int SizeOf(int payloadLength) => _chunkOverhead + ChunkFrame.Pad(payloadLength);

    /// <summary>The first lost chunk.</summary>
    public int FirstLost()
    {
        Debug.Assert(LostCount > 0, "Only asked while there is one.");
        int index = _firstLostHint;
        while (this[index].State != OutstandingState.Lost)
        {
            index++;
        }

        _firstLostHint = index;
        return index;
    }

    /// <summary>Forgets the first chunk, which is acknowledged for good or given up by both.</summary>
    public void RemoveFirst()
    {
        SetState(0, OutstandingState.Acked);
        ref OutstandingChunk chunk = ref this[0];
        OutgoingMessage message = chunk.Message;
        chunk.Message = null!;
        _head = (_head + 1) & (_ring.Length - 1);
        _firstLostHint = Math.Max(0, _firstLostHint - 1);
        Count--;
        CumulativeTsnAck++;
        message.Stream.OutstandingFragments--;
        if (--message.OutstandingFragments == 0 && !message.IsQueued)
        {
            pool.Return(message);
        }
    }

    /// <summary>Gives up all outstanding fragments of a message.</summary>
    public void Abandon(OutgoingMessage message)
    {
        message.IsAbandoned = true;
        int last = IndexOf(message.LastTsn);
        for (int index = Math.Max(0, IndexOf(message.FirstTsn)); index <= last; index++)
        {
            if (this[index].Message == message)
            {
                SetState(index, OutstandingState.Abandoned);
            }
        }
    }

    private void Grow()
    {
        var ring = new OutstandingChunk[_ring.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            ring[i] = this[i];
        }

        _ring = ring;
        _head = 0;
    }
}
