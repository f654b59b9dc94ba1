using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>Data chunks and their acknowledgements, both ways (RFC 9260 §6).</summary>
internal sealed class DataExchange(ControlBlock block, Shutdown shutdown)
{
    /// <summary>DATA; false if nothing more of the packet is to be taken.</summary>
    public bool HandleData(in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (block.Has(SctpExtensions.Interleaving))
        {
            return Break(SctpEndReason.ProtocolViolation, CauseCode.ProtocolViolation, sink);
        }

        return !DataChunk.TryParse(chunk.Bytes, out DataChunk data)
            || (CanTake(data.Tsn, data.StreamId, data.Payload.IsEmpty, sink) && HandleVerdict(block.Receiver.HandleData(data), sink));
    }

    /// <summary>I-DATA; false if nothing more of the packet is to be taken.</summary>
    public bool HandleInterleavedData(in SctpChunk chunk, ISctpPacketSink sink) =>
        !IDataChunk.TryParse(chunk.Bytes, out IDataChunk data)
        || (CanTake(data.Tsn, data.StreamId, data.Payload.IsEmpty, sink) && HandleVerdict(block.Receiver.HandleData(data), sink));

    /// <summary>FORWARD-TSN or I-FORWARD-TSN; false if nothing more of the packet is to be taken.</summary>
    public bool HandleForwardTsn(in SctpChunk chunk, ISctpPacketSink sink)
    {
        bool isInterleaved = chunk.Type == IForwardTsnChunk.Type;
        if (isInterleaved != block.Has(SctpExtensions.Interleaving))
        {
            return Break(SctpEndReason.ProtocolViolation, CauseCode.ProtocolViolation, sink);
        }

        if (isInterleaved && IForwardTsnChunk.TryParse(chunk.Bytes, out IForwardTsnChunk interleaved))
        {
            block.Receiver.HandleForwardTsn(interleaved);
        }
        else if (!isInterleaved && ForwardTsnChunk.TryParse(chunk.Bytes, out ForwardTsnChunk forward))
        {
            block.Receiver.HandleForwardTsn(forward);
        }

        return true;
    }

    public void HandleSack(Timestamp now, in SctpChunk chunk)
    {
        if (SackChunk.TryParse(chunk.Bytes, out SackChunk sack) && block.Sender.HandleSack(now, sack) == SackOutcome.Progress)
        {
            block.ClearErrors();
        }
    }

    public void HandleDeadline(Timestamp now, ISctpPacketSink sink)
    {
        block.Receiver.HandleDeadline(now);
        if (block.Sender.HandleDeadline(now))
        {
            block.CountError(sink);
        }
    }

    public void SendSackIfDue(ISctpPacketSink sink)
    {
        if (block.Receiver.NeedsSack)
        {
            // A SACK with all its gaps is worth a packet of its own where other chunks leave little room.
            Span<byte> room = block.Packets.Reserve(SackChunk.HeaderLength + (SctpLimits.MaxGapBlocks * SackChunk.ItemLength), sink);
            block.Packets.Commit(block.Receiver.WriteSack(room));
        }
    }

    /// <summary>Sends all data that may leave now, packet by packet, with the other gathered chunks.</summary>
    public void SendData(Timestamp now, ISctpPacketSink sink)
    {
        block.Sender.StartBurst();
        while (TryWriteData(now))
        {
            block.Packets.Flush(sink);
        }

        block.Packets.Flush(sink);
    }

    private bool TryWriteData(Timestamp now)
    {
        OutgoingPackets packets = block.Packets;
        int written = block.Sender.WriteChunks(now, packets.Room);
        if (written == 0)
        {
            // Other chunks may have left too little room for what waits.
            return !packets.IsEmpty;
        }

        packets.Commit(written);
        if (block.Receiver.HasUnacknowledged && packets.Room.Length >= SackChunk.HeaderLength)
        {
            block.Receiver.WriteSack(packets.InsertFirst(SackChunk.HeaderLength));
        }

        return true;
    }

    /// <summary>False if nothing more of the packet is to be taken.</summary>
    private bool CanTake(uint tsn, ushort streamId, bool isEmpty, ISctpPacketSink sink)
    {
        if (isEmpty)
        {
            Span<byte> information = stackalloc byte[NoUserDataCause.Length];
            new NoUserDataCause(tsn).Write(information);
            return Break(SctpEndReason.ProtocolViolation, CauseCode.NoUserData, sink, information[4..]);
        }

        if (streamId >= block.Capabilities.InboundStreams)
        {
            // It is acknowledged nevertheless (§6.5), and dropped when it would be read.
            Span<byte> information = stackalloc byte[InvalidStreamIdentifierCause.Length];
            new InvalidStreamIdentifierCause(streamId).Write(information);
            block.Packets.AddError(CauseCode.InvalidStreamIdentifier, information[4..], sink);
        }

        // A peer must not send data after it announced its end.
        return block.Phase is not (AssociationPhase.ShutdownReceived or AssociationPhase.ShutdownAckSent);
    }

    private bool HandleVerdict(DataVerdict verdict, ISctpPacketSink sink)
    {
        if (verdict == DataVerdict.Exhausted)
        {
            return Break(SctpEndReason.OutOfResource, CauseCode.OutOfResource, sink);
        }

        shutdown.HandleData();
        return true;
    }

    /// <summary>Ends the association because of what the peer did; returns false, so that nothing more of the packet is taken.</summary>
    private bool Break(SctpEndReason reason, CauseCode cause, ISctpPacketSink sink, ReadOnlySpan<byte> information = default)
    {
        block.Fail(reason, cause, sink, information);
        return false;
    }
}
