using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>The two ways to end: at once, or when everything was delivered (RFC 9260 §9).</summary>
internal sealed partial class SctpAssociation
{
    private readonly SctpTimer _shutdownTimer = new(DeadlineReason.SctpShutdown);

    /// <summary>Data came after our SHUTDOWN, which is then sent again with what it acknowledges.</summary>
    private bool _isShutdownRepeated;

    /// <summary>Ends it at once and tells the peer (ABORT); what was not sent or not read is lost. Idempotent.</summary>
    public void Close(ISctpPacketSink sink)
    {
        if (_phase != AssociationPhase.Ended)
        {
            SendAbort(sink, CauseCode.UserInitiatedAbort);
            End(SctpAssociationState.Closed, SctpEndReason.Closed);
        }

        _receiver.Close();
    }

    /// <summary>Takes no more messages and ends it when all were delivered. Idempotent.</summary>
    public void Shutdown(Timestamp now, ISctpPacketSink sink)
    {
        if (_phase < AssociationPhase.Established)
        {
            Close(sink);
        }
        else if (_phase == AssociationPhase.Established)
        {
            _phase = AssociationPhase.ShutdownPending;
            SendPending(now, sink);
        }
    }

    private void MayShutDown(Timestamp now, ISctpPacketSink sink)
    {
        bool isRepeated = _isShutdownRepeated;
        _isShutdownRepeated = false;
        if (_phase == AssociationPhase.ShutdownPending && _sender.IsDrained)
        {
            _phase = AssociationPhase.ShutdownSent;
            isRepeated = true;
        }

        if (_phase == AssociationPhase.ShutdownSent && isRepeated)
        {
            SendShutdown(sink);
            _shutdownTimer.Start(now, _sender.Timeout.Value);
        }
        else if (_phase == AssociationPhase.ShutdownReceived && _sender.IsDrained)
        {
            AcknowledgeShutdown(now, sink);
        }
    }

    private void HandleShutdownDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (!_shutdownTimer.TryExpire(now) || !CountError(sink))
        {
            return;
        }

        _sender.Timeout.BackOff();
        if (_phase == AssociationPhase.ShutdownSent)
        {
            SendShutdown(sink);
        }
        else
        {
            SendShutdownAck(sink);
        }

        _shutdownTimer.Start(now, _sender.Timeout.Value);
    }

    private void HandleShutdown(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (!ShutdownChunk.TryParse(chunk.Bytes, out ShutdownChunk shutdown))
        {
            return;
        }

        SackOutcome outcome = _sender.HandleCumulativeAck(now, shutdown.CumulativeTsnAck);
        if (outcome == SackOutcome.Invalid)
        {
            return;
        }

        if (outcome == SackOutcome.Progress)
        {
            ClearErrors();
        }

        switch (_phase)
        {
            case AssociationPhase.Established or AssociationPhase.ShutdownPending:
                _phase = AssociationPhase.ShutdownReceived;
                break;
            case AssociationPhase.ShutdownSent:
                // Both sides at once.
                AcknowledgeShutdown(now, sink);
                break;
        }
    }

    private void AcknowledgeShutdown(Timestamp now, ISctpPacketSink sink)
    {
        _phase = AssociationPhase.ShutdownAckSent;
        SendShutdownAck(sink);
        _shutdownTimer.Start(now, _sender.Timeout.Value);
    }

    private void HandleShutdownAck(in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (_phase is AssociationPhase.ShutdownSent or AssociationPhase.ShutdownAckSent && ShutdownAckChunk.TryParse(chunk.Bytes))
        {
            _writer.Discard();
            _writer.Commit(ShutdownCompleteChunk.Write(_writer.Room, isTagReflected: false));
            Flush(sink);
            End(SctpAssociationState.Closed, SctpEndReason.Closed);
        }
    }

    private DropReason HandleShutdownComplete(uint tag, in SctpChunk chunk)
    {
        if (!ShutdownCompleteChunk.TryParse(chunk.Bytes, out ShutdownCompleteChunk complete) || !IsOwnTag(tag, complete.IsTagReflected))
        {
            return DropReason.SctpWrongTag;
        }

        if (_phase != AssociationPhase.ShutdownAckSent)
        {
            return DropReason.SctpUnexpected;
        }

        End(SctpAssociationState.Closed, SctpEndReason.Closed);
        return DropReason.None;
    }

    private DropReason HandleAbort(uint tag, in SctpChunk chunk)
    {
        if (!AbortChunk.TryParse(chunk.Bytes, out AbortChunk abort)
            || _phase == AssociationPhase.Closed
            || !IsOwnTag(tag, abort.IsTagReflected))
        {
            return DropReason.SctpWrongTag;
        }

        SctpAssociationState state = IsUp ? SctpAssociationState.Closed : SctpAssociationState.Failed;
        End(state, SctpEndReason.PeerAborted, ErrorCause.FirstOf(abort.Causes));
        return DropReason.None;
    }

    /// <summary>§8.5.1: with the T bit the peer sends back the tag that it was sent.</summary>
    private bool IsOwnTag(uint tag, bool isReflected) => tag != 0 && tag == (isReflected ? _peer.Tag : _localTag);

    /// <summary>What comes too late for the association is told so (§8.4), which ends an association that the peer still has.</summary>
    private void AnswerAfterEnd(uint tag, in SctpChunk chunk, ISctpPacketSink sink)
    {
        switch (chunk.Type)
        {
            case ShutdownAckChunk.Type:
                SendShutdownComplete(tag, isTagReflected: true, sink);
                break;
            case InitChunk.Type:
                if (tag == 0 && InitChunk.TryParse(chunk.Bytes, out InitChunk init) && init.Fields.InitiateTag != 0)
                {
                    SendAbort(init.Fields.InitiateTag, isTagReflected: false, CauseCode.None, sink);
                }

                break;
            case AbortChunk.Type or ShutdownCompleteChunk.Type or CookieAckChunk.Type or ErrorChunk.Type or InitAckChunk.Type:
                break;
            default:
                SendAbort(tag, isTagReflected: true, CauseCode.None, sink);
                break;
        }
    }

    private void SendShutdown(ISctpPacketSink sink)
    {
        _writer.Commit(ShutdownChunk.Write(Reserve(ChunkFrame.Length + sizeof(uint), sink), _receiver.CumulativeTsn));
        Flush(sink);
    }

    private void SendShutdownAck(ISctpPacketSink sink)
    {
        _writer.Commit(ShutdownAckChunk.Write(Reserve(ChunkFrame.Length, sink)));
        Flush(sink);
    }

    private void SendShutdownComplete(uint tag, bool isTagReflected, ISctpPacketSink sink)
    {
        Flush(sink);
        _writer.Commit(ShutdownCompleteChunk.Write(_writer.Room, isTagReflected));
        _writer.Flush(sink, tag, hasChecksum: true);
    }

    /// <summary>ABORT to the peer, if it is known, in place of all that was to be sent.</summary>
    private void SendAbort(ISctpPacketSink sink, CauseCode cause, ReadOnlySpan<byte> information = default)
    {
        _writer.Discard();
        if (_peer.Tag == 0)
        {
            return;
        }

        Span<byte> causes = stackalloc byte[16];
        int length = cause == CauseCode.None ? 0 : ErrorCause.Write(causes, cause, information);
        _writer.Commit(AbortChunk.Write(_writer.Room, isTagReflected: false, causes[..length]));
        Flush(sink);
    }

    /// <summary>ABORT to who is no peer of ours.</summary>
    private void SendAbort(uint tag, bool isTagReflected, CauseCode cause, ISctpPacketSink sink)
    {
        Flush(sink);
        Span<byte> causes = stackalloc byte[16];
        int length = cause switch
        {
            CauseCode.None => 0,
            CauseCode.MissingMandatoryParameter => new MissingMandatoryParameterCause(Packets.Parameters.StateCookieParameter.Type).Write(causes),
            _ => ErrorCause.Write(causes, cause),
        };
        _writer.Commit(AbortChunk.Write(_writer.Room, isTagReflected, causes[..length]));
        _writer.Flush(sink, tag, hasChecksum: true);
    }
}
