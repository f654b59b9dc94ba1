using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>Messages and their acknowledgements (RFC 9260 §6).</summary>
internal sealed partial class SctpAssociation
{
    /// <summary>Queues a copy of the message, also before the association is connected, and sends what may be sent.</summary>
    public SendOutcome Send(
        Timestamp now,
        ushort streamId,
        uint payloadProtocolId,
        ReadOnlySpan<byte> payload,
        in SendParameters parameters,
        ISctpPacketSink sink)
    {
        if (!IsTaking)
        {
            return SendOutcome.Closed;
        }

        if (IsUp && streamId >= _capabilities.OutboundStreams)
        {
            return SendOutcome.NoSuchStream;
        }

        SendOutcome outcome = _sender.Send(now, streamId, payloadProtocolId, payload, parameters);
        if (outcome == SendOutcome.Queued)
        {
            _messagesSent++;
            _isTotalAboveThreshold |= TotalBufferedAmount > _options.TotalBufferedAmountLowThreshold;
            SendPending(now, sink);
        }

        return outcome;
    }

    /// <summary>The stream's share of the capacity relative to others (RFC 8260 §3.6; WebRTC: 128, 256, 512, 1024).</summary>
    public void SetPriority(ushort streamId, ushort priority) => _sender.SetPriority(streamId, priority);

    /// <summary>Bytes of the stream not yet sent for the first time.</summary>
    public long GetBufferedAmount(ushort streamId) => _sender.BufferedAmount(streamId);

    /// <summary>Bytes at which <see cref="SctpEventKind.BufferedAmountLow"/> is told, also when the change itself makes it so.</summary>
    public void SetBufferedAmountLowThreshold(ushort streamId, long threshold) =>
        _sender.SetBufferedAmountLowThreshold(streamId, threshold);

    private void HandleDataDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (IsUp)
        {
            _receiver.HandleDeadline(now);
            if (_sender.HandleDeadline(now))
            {
                CountError(sink);
            }
        }
    }

    private bool HandleData(in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (Has(SctpExtensions.Interleaving))
        {
            return Break(SctpEndReason.ProtocolViolation, CauseCode.ProtocolViolation, sink);
        }

        return !DataChunk.TryParse(chunk.Bytes, out DataChunk data)
            || (MayTakeData(data.Tsn, data.StreamId, data.Payload.IsEmpty, sink) && HandleVerdict(_receiver.HandleData(data), sink));
    }

    private bool HandleInterleavedData(in SctpChunk chunk, ISctpPacketSink sink) =>
        !IDataChunk.TryParse(chunk.Bytes, out IDataChunk data)
        || (MayTakeData(data.Tsn, data.StreamId, data.Payload.IsEmpty, sink) && HandleVerdict(_receiver.HandleData(data), sink));

    /// <summary>False if nothing more of the packet is to be taken.</summary>
    private bool MayTakeData(uint tsn, ushort streamId, bool isEmpty, ISctpPacketSink sink)
    {
        if (isEmpty)
        {
            Span<byte> information = stackalloc byte[NoUserDataCause.Length];
            new NoUserDataCause(tsn).Write(information);
            SendAbort(sink, CauseCode.NoUserData, information[4..]);
            End(SctpAssociationState.Failed, SctpEndReason.ProtocolViolation);
            return false;
        }

        if (streamId >= _capabilities.InboundStreams)
        {
            // It is acknowledged all the same (§6.5), and dropped when it would be read.
            Span<byte> information = stackalloc byte[InvalidStreamIdentifierCause.Length];
            new InvalidStreamIdentifierCause(streamId).Write(information);
            SendError(CauseCode.InvalidStreamIdentifier, information[4..], sink);
        }

        // Nobody sends data after it said that it is through.
        return _phase is not (AssociationPhase.ShutdownReceived or AssociationPhase.ShutdownAckSent);
    }

    private bool HandleVerdict(DataVerdict verdict, ISctpPacketSink sink)
    {
        if (verdict == DataVerdict.Exhausted)
        {
            return Break(SctpEndReason.OutOfResource, CauseCode.OutOfResource, sink);
        }

        _isShutdownRepeated |= _phase == AssociationPhase.ShutdownSent;
        return true;
    }

    private bool HandleForwardTsn(in SctpChunk chunk, ISctpPacketSink sink)
    {
        bool isInterleaved = chunk.Type == IForwardTsnChunk.Type;
        if (isInterleaved != Has(SctpExtensions.Interleaving))
        {
            return Break(SctpEndReason.ProtocolViolation, CauseCode.ProtocolViolation, sink);
        }

        if (isInterleaved && IForwardTsnChunk.TryParse(chunk.Bytes, out IForwardTsnChunk interleaved))
        {
            _receiver.HandleForwardTsn(interleaved);
        }
        else if (!isInterleaved && ForwardTsnChunk.TryParse(chunk.Bytes, out ForwardTsnChunk forward))
        {
            _receiver.HandleForwardTsn(forward);
        }

        return true;
    }

    private void HandleSack(Timestamp now, in SctpChunk chunk)
    {
        if (SackChunk.TryParse(chunk.Bytes, out SackChunk sack) && _sender.HandleSack(now, sack) == SackOutcome.Progress)
        {
            ClearErrors();
        }
    }

    /// <summary>Ends the association for what the peer did; false, so that nothing more of the packet is taken.</summary>
    private bool Break(SctpEndReason reason, CauseCode cause, ISctpPacketSink sink)
    {
        SendAbort(sink, cause);
        End(SctpAssociationState.Failed, reason);
        return false;
    }

    /// <summary>Everything that may leave now: control chunks that are due, then data, packet by packet.</summary>
    private void SendPending(Timestamp now, ISctpPacketSink sink)
    {
        if (!IsUp)
        {
            return;
        }

        MayCompletePeerReset(sink);
        MayBeginRequest(now, sink);
        if (_receiver.NeedsSack)
        {
            WriteSack(sink);
        }

        _sender.StartBurst();
        while (TryWriteData(now))
        {
            Flush(sink);
        }

        Flush(sink);
        MayShutDown(now, sink);
        Flush(sink);
    }

    private void WriteSack(ISctpPacketSink sink)
    {
        // A SACK with all its gaps is worth a packet of its own where other chunks leave little room.
        Span<byte> room = Reserve(SackChunk.HeaderLength + (SctpLimits.MaxGapBlocks * SackChunk.ItemLength), sink);
        _writer.Commit(_receiver.WriteSack(room));
    }

    private bool TryWriteData(Timestamp now)
    {
        int written = _sender.WriteChunks(now, _writer.Room);
        if (written == 0)
        {
            // Other chunks may have left too little room for what waits.
            return !_writer.IsEmpty;
        }

        _writer.Commit(written);
        if (_receiver.HasUnacknowledged && _writer.Room.Length >= SackChunk.HeaderLength)
        {
            _receiver.WriteSack(_writer.InsertFirst(SackChunk.HeaderLength));
        }

        return true;
    }
}
