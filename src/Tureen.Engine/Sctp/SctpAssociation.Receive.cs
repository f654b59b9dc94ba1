using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp;

/// <summary>A packet's way in (RFC 9260 §8.4, §8.5).</summary>
internal sealed partial class SctpAssociation
{
    /// <summary>False if the packet or something of it went no further, and why.</summary>
    public bool HandlePacket(Timestamp now, ReadOnlySpan<byte> bytes, ISctpPacketSink sink, out DropReason reason)
    {
        // 1. Is it a packet, and is it for us?
        _packetsReceived++;
        reason = Check(bytes, out SctpPacket packet);
        if (reason == DropReason.None)
        {
            // 2. Its first chunk may be one that needs no association, or one of another tag.
            ChunkEnumerator chunks = packet.Chunks;
            chunks.MoveNext();
            bool isAlone = !packet.Chunks.HasSecond();
            if (TryHandleFirstChunk(now, packet.VerificationTag, chunks.Current, isAlone, sink, out reason))
            {
                // 3. All others belong to the association.
                reason = packet.VerificationTag == _localTag ? DropReason.None : DropReason.SctpWrongTag;
                if (reason == DropReason.None)
                {
                    HandleChunks(now, packet.Chunks, isAlone, sink);
                }
            }
        }

        if (reason == DropReason.None && _receiver.TakeOverBudget())
        {
            reason = DropReason.SctpOverBudget;
        }

        if (reason != DropReason.None)
        {
            _packetsDropped++;
        }

        // 4. What it brought about.
        if (IsUp)
        {
            _receiver.HandlePacketEnd(now);
            SendPending(now, sink);
        }

        return reason == DropReason.None;
    }

    private DropReason Check(ReadOnlySpan<byte> bytes, out SctpPacket packet)
    {
        if (!SctpPacket.TryParse(bytes, out packet))
        {
            return DropReason.SctpMalformed;
        }

        if (packet.SourcePort != _options.RemotePort || packet.DestinationPort != _options.LocalPort)
        {
            return DropReason.SctpWrongPort;
        }

        return MayLackChecksum(packet) || packet.HasCorrectChecksum ? DropReason.None : DropReason.SctpWrongChecksum;
    }

    /// <summary>Zero stands for none where that was offered, except in what begins an association (RFC 9653 §5.2).</summary>
    private bool MayLackChecksum(in SctpPacket packet)
    {
        if (packet.Checksum != 0 || (_options.Extensions & SctpExtensions.ZeroChecksum) == SctpExtensions.None)
        {
            return false;
        }

        ChunkEnumerator chunks = packet.Chunks;
        return chunks.MoveNext() && chunks.Current.Type is not (InitChunk.Type or CookieEchoChunk.Type);
    }

    /// <summary>True if the packet is to be taken as one of the association.</summary>
    private bool TryHandleFirstChunk(
        Timestamp now, uint tag, in SctpChunk chunk, bool isAlone, ISctpPacketSink sink, out DropReason reason)
    {
        reason = DropReason.None;
        if (_phase == AssociationPhase.Ended)
        {
            AnswerAfterEnd(tag, chunk, sink);
            reason = DropReason.SctpClosed;
            return false;
        }

        switch (chunk.Type)
        {
            case InitChunk.Type:
                reason = tag != 0 || !isAlone ? DropReason.SctpWrongTag : HandleInit(now, chunk, sink);
                return false;
            case CookieEchoChunk.Type:
                reason = HandleCookieEcho(now, tag, chunk, sink);
                return reason == DropReason.None && IsUp;
            case AbortChunk.Type:
                reason = HandleAbort(tag, chunk);
                return false;
            case ShutdownCompleteChunk.Type:
                reason = HandleShutdownComplete(tag, chunk);
                return false;
            case ShutdownAckChunk.Type when !IsUp:
                SendShutdownComplete(tag, isTagReflected: true, sink);
                reason = DropReason.SctpUnexpected;
                return false;
            case InitAckChunk.Type:
                reason = tag != _localTag || !isAlone ? DropReason.SctpWrongTag : HandleInitAck(now, chunk, sink);
                return false;
        }

        if (_phase is AssociationPhase.Closed or AssociationPhase.CookieWait)
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

            if (!HandleChunk(now, chunk, sink, ref isReported) || _phase == AssociationPhase.Ended)
            {
                return;
            }
        }
    }

    /// <summary>False if nothing more of the packet is to be taken.</summary>
    private bool HandleChunk(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink, ref bool isReported)
    {
        if (!IsUp && (_phase != AssociationPhase.CookieEchoed || chunk.Type is not (CookieAckChunk.Type or ErrorChunk.Type)))
        {
            // The COOKIE ACK that goes before it was lost or overtaken, or an ERROR before it made us begin again; the peer sends
            // all else again.
            return false;
        }

        switch (chunk.Type)
        {
            case DataChunk.Type:
                return HandleData(chunk, sink);
            case IDataChunk.Type when Has(SctpExtensions.Interleaving):
                return HandleInterleavedData(chunk, sink);
            case SackChunk.Type:
                HandleSack(now, chunk);
                return true;
            case ForwardTsnChunk.Type when Has(SctpExtensions.PartialReliability):
            case IForwardTsnChunk.Type when Has(SctpExtensions.PartialReliability) && Has(SctpExtensions.Interleaving):
                return HandleForwardTsn(chunk, sink);
            case HeartbeatChunk.Type:
                HandleHeartbeat(chunk, sink);
                return true;
            case HeartbeatAckChunk.Type:
                HandleHeartbeatAck(now, chunk);
                return true;
            case ReConfigChunk.Type when Has(SctpExtensions.Reconfiguration):
                HandleReConfig(now, chunk, sink);
                return true;
            case CookieAckChunk.Type:
                HandleCookieAck(now, chunk);
                return true;
            case ErrorChunk.Type:
                HandleError(now, chunk, sink);
                return true;
            case ShutdownChunk.Type:
                HandleShutdown(now, chunk, sink);
                return true;
            case ShutdownAckChunk.Type:
                HandleShutdownAck(chunk, sink);
                return true;
            case AbortChunk.Type:
                HandleAbort(_localTag, chunk);
                return true;
            case CookieEchoChunk.Type or InitChunk.Type or InitAckChunk.Type or ShutdownCompleteChunk.Type:
                // Each of these stands first or alone, and was seen to then.
                return true;
            default:
                return HandleUnknown(chunk, sink, ref isReported);
        }
    }

    private bool Has(SctpExtensions extension) => (_capabilities.Extensions & extension) != SctpExtensions.None;

    private bool HandleUnknown(in SctpChunk chunk, ISctpPacketSink sink, ref bool isReported)
    {
        UnknownTypeRule rule = chunk.UnknownTypeRule;
        if (rule is UnknownTypeRule.StopAndReport or UnknownTypeRule.SkipAndReport && !isReported)
        {
            isReported = true;
            int length = Math.Min(chunk.Bytes.Length, SctpLimits.MaxReportedUnknown);
            SendError(CauseCode.UnrecognizedChunkType, chunk.Bytes[..length], sink);
        }

        return rule is UnknownTypeRule.Skip or UnknownTypeRule.SkipAndReport;
    }

    private void SendError(CauseCode code, ReadOnlySpan<byte> information, ISctpPacketSink sink)
    {
        Span<byte> cause = stackalloc byte[SctpLimits.MaxReportedUnknown + 8];
        int length = ErrorCause.Write(cause, code, information);
        _writer.Commit(ErrorChunk.Write(Reserve(ChunkFrame.Length + length, sink), cause[..length]));
    }
}
