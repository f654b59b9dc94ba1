using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>An SCTP association (RFC 9260) as WebRTC uses it: one path, over DTLS or bare UDP.</summary>
/// <remarks>
/// <para>
/// The owner hands packets in, calls <see cref="HandleDeadline"/> when <see cref="NextDeadline"/> comes, and after each batch reads
/// <see cref="TryReadMessage"/> until it is empty, then <see cref="TryDequeueEvent"/>: messages come before the reset that ends
/// their stream.
/// </para>
/// <para>
/// It decides by tag and phase who handles a packet: <see cref="Handshake"/>, <see cref="HandshakeResponder"/>, or the parts of
/// <see cref="Established"/>. What they share is in <see cref="ControlBlock"/>.
/// </para>
/// </remarks>
internal sealed class SctpAssociation
{
    private readonly ControlBlock _block;
    private readonly Handshake _handshake;
    private readonly HandshakeResponder _responder;
    private readonly Termination _termination;

    /// <summary>Streams that were to be reset before the association was established.</summary>
    private readonly HashSet<ushort> _earlyResets = [];

    /// <summary>Null before and after.</summary>
    private Established? _established;
    private long _packetsReceived;
    private long _packetsDropped;
    private long _messagesSent;
    private long _messagesReceived;

    public SctpAssociation(RandomSource random, SctpBufferPool pool, SctpAssociationOptions options)
    {
        _block = new ControlBlock(random, pool, options);
        _handshake = new Handshake(_block);
        _responder = new HandshakeResponder(_block);
        _termination = new Termination(_block);
    }

    public SctpAssociationState State => _block.Events.State;

    /// <summary>Zeros before it is connected.</summary>
    public SctpCapabilities Capabilities => _block.Capabilities;

    /// <summary>Bytes not yet sent for the first time, of all streams.</summary>
    public long TotalBufferedAmount => _block.Sender.TotalBufferedAmount;

    public Timestamp NextDeadline
    {
        get
        {
            if (_block.Phase is AssociationPhase.Closed or AssociationPhase.Ended)
            {
                return Timestamp.Never;
            }

            Timestamp next = Timestamp.Min(_handshake.NextDeadline, _block.Sender.NextDeadline);
            next = Timestamp.Min(next, _block.Receiver.NextDeadline);
            return _established is null ? next : Timestamp.Min(next, _established.NextDeadline);
        }
    }

    /// <summary>Begins the handshake. Idempotent.</summary>
    public void Connect(Timestamp now, ISctpPacketSink sink)
    {
        if (_block.Phase == AssociationPhase.Closed)
        {
            _handshake.Begin(now, sink);
        }
    }

    /// <summary>Queues a copy of the message, also before the association is connected, and sends what may be sent.</summary>
    public SendOutcome Send(
        Timestamp now,
        ushort streamId,
        uint payloadProtocolId,
        ReadOnlySpan<byte> payload,
        in SendParameters parameters,
        ISctpPacketSink sink)
    {
        if (!_block.IsTaking)
        {
            return SendOutcome.Closed;
        }

        if (_block.IsUp && streamId >= _block.Capabilities.OutboundStreams)
        {
            return SendOutcome.NoSuchStream;
        }

        SendOutcome outcome = _block.Sender.Send(now, streamId, payloadProtocolId, payload, parameters);
        if (outcome == SendOutcome.Queued)
        {
            _messagesSent++;
            _block.Events.NoteQueued();
            _established?.SendPending(now, sink);
        }

        return outcome;
    }

    /// <summary>The stream's share of the capacity relative to others (RFC 8260 §3.6; WebRTC: 128, 256, 512, 1024).</summary>
    public void SetPriority(ushort streamId, ushort priority) => _block.Sender.SetPriority(streamId, priority);

    /// <summary>Bytes of the stream not yet sent for the first time.</summary>
    public long GetBufferedAmount(ushort streamId) => _block.Sender.BufferedAmount(streamId);

    /// <summary>Bytes at which <see cref="SctpEventKind.BufferedAmountLow"/> is raised, also when the change itself makes it so.</summary>
    public void SetBufferedAmountLowThreshold(ushort streamId, long threshold) =>
        _block.Sender.SetBufferedAmountLowThreshold(streamId, threshold);

    /// <summary>
    /// Resets outgoing streams when all that waits on them was sent and acknowledged; an event reports their end, and what is sent
    /// meanwhile waits for it.
    /// </summary>
    public void ResetStreams(Timestamp now, ReadOnlySpan<ushort> streamIds, ISctpPacketSink sink)
    {
        if (!_block.IsTaking)
        {
            return;
        }

        foreach (ushort streamId in streamIds)
        {
            if (_established is null)
            {
                _earlyResets.Add(streamId);
            }
            else
            {
                _established.Resets.Prepare(streamId);
            }
        }

        _established?.SendPending(now, sink);
    }

    /// <summary>Asks the peer for more streams to send on; if it agrees, the capabilities are raised anew.</summary>
    public void AddStreams(Timestamp now, ushort count, ISctpPacketSink sink)
    {
        if (_established is not null && _block.IsTaking && _block.Has(SctpExtensions.Reconfiguration))
        {
            _established.Resets.AddStreams(count);
            _established.SendPending(now, sink);
        }
    }

    /// <summary>Takes no more messages, and ends the association when all are delivered. Idempotent.</summary>
    public void Shutdown(Timestamp now, ISctpPacketSink sink)
    {
        if (_block.Phase < AssociationPhase.Established)
        {
            Close(sink);
        }
        else if (_block.Phase == AssociationPhase.Established)
        {
            _block.Move(AssociationTrigger.ShutdownRequest);
            _established!.SendPending(now, sink);
        }
    }

    /// <summary>Ends the association at once with an ABORT to the peer; messages not sent or not read are lost. Idempotent.</summary>
    public void Close(ISctpPacketSink sink)
    {
        if (_block.Phase != AssociationPhase.Ended)
        {
            _block.Packets.SendAbort(CauseCode.UserInitiatedAbort, sink);
            _block.End(AssociationTrigger.Abort, SctpAssociationState.Closed, SctpEndReason.Closed);
            ReleaseIfEnded();
        }

        _block.Receiver.Close();
    }

    /// <summary>The next message; the caller releases it.</summary>
    public bool TryReadMessage(out SctpMessage message)
    {
        while (_block.Receiver.TryReadMessage(out message))
        {
            if (message.StreamId < _block.Capabilities.InboundStreams)
            {
                _messagesReceived++;
                return true;
            }

            message.Release();
        }

        if (_block.Phase == AssociationPhase.Ended)
        {
            _block.Receiver.Close();
        }

        return false;
    }

    public bool TryDequeueEvent(out SctpEvent sctpEvent) => _block.Events.TryDequeue(out sctpEvent);

    public void HandleDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (_established is null)
        {
            _handshake.HandleDeadline(now, sink);
        }
        else
        {
            _established.HandleDeadline(now, sink);
        }

        ReleaseIfEnded();
    }

    /// <summary>False if the packet or a part of it went no further, with the reason.</summary>
    public bool HandlePacket(Timestamp now, ReadOnlySpan<byte> bytes, ISctpPacketSink sink, out DropReason reason)
    {
        // 1. Is it a packet, and is it for us?
        _packetsReceived++;
        reason = IncomingPacket.Check(_block.Options, bytes, out SctpPacket packet);
        if (reason == DropReason.None)
        {
            // 2. Its first chunk may be one that needs no association, or one of another tag.
            ChunkEnumerator chunks = packet.Chunks;
            chunks.MoveNext();
            bool isAlone = !packet.Chunks.HasSecond();
            if (TryHandleFirstChunk(now, packet.VerificationTag, chunks.Current, isAlone, sink, out reason))
            {
                // 3. All others belong to the association.
                reason = packet.VerificationTag == _block.LocalTag ? DropReason.None : DropReason.SctpWrongTag;
                if (reason == DropReason.None)
                {
                    HandleChunks(now, packet.Chunks, isAlone, sink);
                }
            }
        }

        if (reason == DropReason.None && _block.Receiver.TakeOverBudget())
        {
            reason = DropReason.SctpOverBudget;
        }

        if (reason != DropReason.None)
        {
            _packetsDropped++;
        }

        // 4. What it brought about.
        if (_block.IsUp)
        {
            _established!.HandlePacketEnd(now, sink);
        }

        ReleaseIfEnded();
        return reason == DropReason.None;
    }

    public SctpAssociationStats GetStats() => _block.GetStats() with
    {
        PacketsReceived = _packetsReceived,
        PacketsDropped = _packetsDropped,
        MessagesSent = _messagesSent,
        MessagesReceived = _messagesReceived,
    };

    /// <summary>True if the packet belongs to the association.</summary>
    private bool TryHandleFirstChunk(
        Timestamp now, uint tag, in SctpChunk chunk, bool isAlone, ISctpPacketSink sink, out DropReason reason)
    {
        reason = DropReason.None;
        if (_block.Phase == AssociationPhase.Ended)
        {
            _termination.AnswerAfterEnd(tag, chunk, sink);
            reason = DropReason.SctpClosed;
            return false;
        }

        switch (chunk.Type)
        {
            case InitChunk.Type:
                reason = tag != 0 || !isAlone ? DropReason.SctpWrongTag : _responder.HandleInit(now, chunk, sink);
                return false;
            case CookieEchoChunk.Type:
                reason = HandleCookieEcho(now, tag, chunk, sink);
                return reason == DropReason.None && _block.IsUp;
            case AbortChunk.Type:
                reason = _termination.HandleAbort(tag, chunk);
                return false;
            case ShutdownCompleteChunk.Type:
                reason = _termination.HandleShutdownComplete(tag, chunk);
                return false;
            case ShutdownAckChunk.Type when !_block.IsUp:
                _block.Packets.SendShutdownCompleteTo(tag, sink);
                reason = DropReason.SctpUnexpected;
                return false;
            case InitAckChunk.Type:
                reason = tag != _block.LocalTag || !isAlone ? DropReason.SctpWrongTag : _handshake.HandleInitAck(now, chunk, sink);
                return false;
        }

        if (_block.Phase is AssociationPhase.Closed or AssociationPhase.CookieWait)
        {
            reason = DropReason.SctpUnexpected;
            return false;
        }

        return true;
    }

    private void HandleChunks(Timestamp now, ChunkEnumerator chunks, bool isAlone, ISctpPacketSink sink)
    {
        bool isReported = false;
        ChunkChoice choice = isAlone ? ChunkChoice.Alone : ChunkChoice.Of(chunks);
        int place = -1;
        foreach (SctpChunk chunk in chunks)
        {
            place++;
            if (choice.IsSuperseded(chunk.Type, place))
            {
                continue;
            }

            if (!HandleChunk(now, chunk, sink, ref isReported) || _block.Phase == AssociationPhase.Ended)
            {
                return;
            }
        }
    }

    /// <summary>False if nothing more of the packet is to be taken.</summary>
    private bool HandleChunk(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink, ref bool isReported)
    {
        if (_established is null)
        {
            // The COOKIE ACK before it was lost or overtaken, or an ERROR before it made us begin again; the peer sends
            // the rest again.
            bool isTaken = _handshake.TryHandleAnswer(now, chunk, sink, out PeerTerms? agreed);
            if (agreed is { } terms)
            {
                Establish(now, AssociationTrigger.CookieAck, terms);
            }

            return isTaken;
        }

        switch (chunk.Type)
        {
            case AbortChunk.Type:
                _termination.HandleAbort(_block.LocalTag, chunk);
                return true;
            case CookieEchoChunk.Type or InitChunk.Type or InitAckChunk.Type or ShutdownCompleteChunk.Type:
            case CookieAckChunk.Type or ErrorChunk.Type:
                // Each of these comes first or alone, and was handled then, or belongs to the handshake, which is over.
                return true;
            default:
                return _established.HandleChunk(now, chunk, sink, ref isReported);
        }
    }

    private DropReason HandleCookieEcho(Timestamp now, uint tag, in SctpChunk chunk, ISctpPacketSink sink)
    {
        DropReason reason = _responder.HandleCookieEcho(now, tag, chunk, sink, out StateCookie? accepted);
        if (accepted is { } cookie)
        {
            // The packet that is begun belongs to the former tag.
            _block.Packets.Flush(sink);
            _block.Identify(cookie.LocalTag, cookie.LocalInitialTsn);
            Establish(now, AssociationTrigger.CookieEcho, cookie.Peer);
            _responder.SendCookieAck(sink);
        }

        return reason;
    }

    private void Establish(Timestamp now, AssociationTrigger trigger, in PeerTerms terms)
    {
        _handshake.Stop();
        _block.Establish(trigger, terms);
        _established = new Established(_block, now, terms.InitialTsn, _earlyResets);
        _earlyResets.Clear();
        _block.Events.RaiseEstablished();
    }

    private void ReleaseIfEnded()
    {
        if (_block.Phase == AssociationPhase.Ended)
        {
            _established = null;
            _handshake.Stop();
        }
    }
}
