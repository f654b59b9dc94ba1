using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>What the next FORWARD-TSN names (RFC 3758 §3.5 C4): of the first outstanding chunks, all given up, the last message of each stream.</summary>
/// <remarks>
/// The chunks are a window that grows at its end, as far as the streams fit into one chunk, and shrinks at its beginning as the
/// cumulative ack moves. Each chunk enters and leaves once, however many FORWARD-TSNs are written meanwhile.
/// </remarks>
internal sealed class SkippedMessages(OutstandingData outstanding)
{
    private readonly SkippedStream[] _streams = new SkippedStream[SctpLimits.MaxSkippedMessages];
    private readonly SkippedMessage[] _messages = new SkippedMessage[SctpLimits.MaxSkippedMessages];
    private readonly uint[] _firsts = new uint[SctpLimits.MaxSkippedMessages];
    private bool _isInterleaving;
    private int _maxStreams;
    private int _count;

    /// <summary>Chunks in the window.</summary>
    private int _length;

    /// <summary>Begins anew, with room for a chunk of this length.</summary>
    public void Restart(bool isInterleaving, int room)
    {
        Clear();
        _isInterleaving = isInterleaving;
        int itemLength = isInterleaving ? IForwardTsnChunk.ItemLength : ForwardTsnChunk.ItemLength;
        _maxStreams = Math.Min((room - ForwardTsnChunk.HeaderLength) / itemLength, _streams.Length);
    }

    public void Clear()
    {
        while (_count > 0)
        {
            Remove(_count - 1);
        }

        _length = 0;
    }

    /// <summary>Before the first outstanding chunk is removed.</summary>
    public void RemoveFirst()
    {
        if (_length == 0)
        {
            return;
        }

        _length--;
        ref OutstandingChunk chunk = ref outstanding[0];
        if (!IsNamed(chunk.Message))
        {
            return;
        }

        int place = PlaceOf(chunk.Message.Stream, chunk.Message.IsUnordered);
        if (chunk.NextOfStream == 0)
        {
            Remove(place);
        }
        else
        {
            _streams[place].FirstTsn += chunk.NextOfStream;
        }
    }

    /// <summary>Writes the chunk for what was given up up to this TSN, as much of it as one chunk names; 0 if there is too little room.</summary>
    public int WriteForwardTsn(Span<byte> destination, uint advancedAckPoint)
    {
        while (_length <= outstanding.IndexOf(advancedAckPoint) && TryExtend())
        {
            StepCounter.Add();
        }

        int itemLength = _isInterleaving ? IForwardTsnChunk.ItemLength : ForwardTsnChunk.ItemLength;
        if (destination.Length < ForwardTsnChunk.HeaderLength + (Math.Max(_count, 1) * itemLength))
        {
            return 0;
        }

        for (int i = 0; i < _count; i++)
        {
            ref SkippedStream stream = ref _streams[i];
            _firsts[i] = stream.FirstTsn - outstanding.CumulativeTsnAck;
            _messages[i] = new SkippedMessage(stream.Stream.Id, stream.IsUnordered, stream.MessageId);
        }

        // In the order in which they were first given up.
        _firsts.AsSpan(0, _count).Sort(_messages.AsSpan(0, _count));
        ReadOnlySpan<SkippedMessage> skipped = _messages.AsSpan(0, _count);
        uint newCumulativeTsn = outstanding.CumulativeTsnAck + (uint)_length;
        return _isInterleaving
            ? IForwardTsnChunk.Write(destination, newCumulativeTsn, skipped)
            : ForwardTsnChunk.Write(destination, newCumulativeTsn, skipped);
    }

    private static ref int PlaceOf(OutboundStream stream, bool isUnordered) =>
        ref isUnordered ? ref stream.SkippedUnordered : ref stream.SkippedOrdered;

    /// <summary>FORWARD-TSN names no unordered messages: their TSNs suffice.</summary>
    private bool IsNamed(OutgoingMessage message) => _isInterleaving || !message.IsUnordered;

    /// <summary>Takes the chunk behind the window into it; false if its stream does not fit any more.</summary>
    private bool TryExtend()
    {
        OutgoingMessage message = outstanding[_length].Message;
        uint tsn = outstanding.TsnOf(_length);
        if (!IsNamed(message))
        {
            _length++;
            return true;
        }

        ref int place = ref PlaceOf(message.Stream, message.IsUnordered);
        if (place == OutboundStream.NotSkipped)
        {
            if (_count == _maxStreams)
            {
                return false;
            }

            place = _count++;
            _streams[place] = new SkippedStream { Stream = message.Stream, IsUnordered = message.IsUnordered, FirstTsn = tsn };
        }
        else
        {
            uint last = _streams[place].LastTsn;
            outstanding[outstanding.IndexOf(last)].NextOfStream = (ushort)(tsn - last);
        }

        // Messages of one stream are numbered in the order of their TSNs, so the last one is the highest.
        _streams[place].LastTsn = tsn;
        _streams[place].MessageId = message.MessageId;
        _length++;
        return true;
    }

    private void Remove(int place)
    {
        PlaceOf(_streams[place].Stream, _streams[place].IsUnordered) = OutboundStream.NotSkipped;
        _count--;
        if (place < _count)
        {
            _streams[place] = _streams[_count];
            PlaceOf(_streams[place].Stream, _streams[place].IsUnordered) = place;
        }

        _streams[_count] = default;
    }
}
