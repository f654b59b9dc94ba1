using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>The chunks between the cumulative TSN ack and the next TSN, in a ring by TSN, with the sums that follow from their states.</summary>
/// <remarks>
/// The chunks of each state that is searched are kept as a set, so that an acknowledgement touches only what it changes:
/// an acknowledged chunk is not walked over by each further SACK that covers it.
/// </remarks>
internal sealed class OutstandingData(SctpBufferPool pool)
{
    private const int InitialCapacity = 64;

    private OutstandingChunk[] _ring = new OutstandingChunk[InitialCapacity];
    private int _head;

    /// <summary>In flight, and still to be sent again fast if it is reported missing.</summary>
    private readonly TsnSet _reportable = new(0);

    /// <summary>In flight after that.</summary>
    private readonly TsnSet _repeated = new(0);
    private readonly TsnSet _lost = new(0);
    private int _chunkOverhead = DataChunk.HeaderLength;

    public uint CumulativeTsnAck { get; private set; } = uint.MaxValue;

    public int Count { get; private set; }

    public uint NextTsn => CumulativeTsnAck + 1 + (uint)Count;

    /// <summary>Bytes of chunks in flight, with their headers: what counts against the congestion window.</summary>
    public int FlightSize { get; private set; }

    /// <summary>Payload bytes in flight: what counts against the peer's window.</summary>
    public int FlightPayload { get; private set; }

    /// <summary>Payload bytes of all chunks in any state.</summary>
    public int PayloadLength { get; private set; }

    /// <summary>Chunks to be sent again.</summary>
    public int LostCount => _lost.Count;

    /// <summary>By its distance from the first chunk.</summary>
    public ref OutstandingChunk this[int index] => ref _ring[(_head + index) & (_ring.Length - 1)];

    /// <summary>Begins with a TSN, and forgets all outstanding chunks.</summary>
    public void Restart(uint initialTsn, bool isInterleaving)
    {
        Clear();
        CumulativeTsnAck = initialTsn - 1;
        _reportable.Restart(initialTsn);
        _repeated.Restart(initialTsn);
        _lost.Restart(initialTsn);
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
        if (message.Outstanding.Count == 0)
        {
            message.Outstanding.FirstTsn = tsn;
        }
        else
        {
            this[IndexOf(message.Outstanding.LastTsn)].NextOfMessage = (ushort)(tsn - message.Outstanding.LastTsn);
        }

        message.Outstanding.LastTsn = tsn;
        message.Outstanding.Count++;
        message.Stream.AddFragment();
        PayloadLength += fragment.Length;
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
        uint tsn = TsnOf(index);
        switch (chunk.State)
        {
            case OutstandingState.InFlight:
                FlightSize -= SizeOf(chunk.Length);
                FlightPayload -= chunk.Length;
                (chunk.IsFastRetransmitted ? _repeated : _reportable).Remove(tsn);
                break;
            case OutstandingState.Lost:
                _lost.Remove(tsn);
                break;
        }

        chunk.State = state;
        switch (state)
        {
            case OutstandingState.InFlight:
                FlightSize += SizeOf(chunk.Length);
                FlightPayload += chunk.Length;
                (chunk.IsFastRetransmitted ? _repeated : _reportable).Add(tsn);
                break;
            case OutstandingState.Lost:
                _lost.Add(tsn);
                break;
        }
    }

    /// <summary>Bytes on the wire.</summary>
    public int SizeOf(int payloadLength) => _chunkOverhead + ChunkFrame.Pad(payloadLength);

    /// <summary>The first lost chunk.</summary>
    public int FirstLost()
    {
        Debug.Assert(LostCount > 0, "Only asked while there is one.");
        return _lost.NextPresent(_lost.First, Count);
    }

    /// <summary>The first chunk from here on that was sent and is neither acknowledged nor given up; <paramref name="end"/> if none is before it.</summary>
    public int NextUnacknowledged(int index, int end) => Math.Min(NextInFlight(index, end), Next(_lost, index, end));

    /// <summary>The first chunk in flight from here on.</summary>
    public int NextInFlight(int index, int end) => Math.Min(Next(_reportable, index, end), Next(_repeated, index, end));

    /// <summary>The first chunk in flight from here on that is still to be sent again fast if it is reported missing.</summary>
    public int NextReportable(int index, int end) => Next(_reportable, index, end);

    /// <summary>Forgets the first chunk, which is acknowledged for good or given up by both.</summary>
    public void RemoveFirst()
    {
        SetState(0, OutstandingState.Acked);
        StepCounter.Add();
        ref OutstandingChunk chunk = ref this[0];
        OutgoingMessage message = chunk.Message;
        chunk.Message = null!;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        CumulativeTsnAck++;
        _reportable.Step();
        _repeated.Step();
        _lost.Step();
        PayloadLength -= chunk.Length;
        message.Outstanding.FirstTsn = CumulativeTsnAck + chunk.NextOfMessage;
        message.Stream.ReleaseFragment();
        if (--message.Outstanding.Count == 0 && !message.IsQueued)
        {
            pool.Return(message);
        }
    }

    /// <summary>Gives up all outstanding fragments of a message.</summary>
    public void Abandon(OutgoingMessage message)
    {
        message.IsAbandoned = true;
        if (message.Outstanding.Count == 0)
        {
            return;
        }

        int distance;
        int index = IndexOf(message.Outstanding.FirstTsn);
        do
        {
            StepCounter.Add();
            SetState(index, OutstandingState.Abandoned);
            distance = this[index].NextOfMessage;
            index += distance;
        }
        while (distance > 0);
    }

    private int Next(TsnSet set, int index, int end) =>
        index >= end ? end : index + set.NextPresent(CumulativeTsnAck + 1 + (uint)index, end - index);

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
