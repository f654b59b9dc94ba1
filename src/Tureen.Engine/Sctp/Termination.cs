using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp;

/// <summary>The chunks by which the peer ends the association, and answers to packets after the end (RFC 9260 §8.4, §8.5.1).</summary>
internal sealed class Termination(ControlBlock block)
{
    public DropReason HandleAbort(uint tag, in SctpChunk chunk)
    {
        if (!AbortChunk.TryParse(chunk.Bytes, out AbortChunk abort)
            || block.Phase == AssociationPhase.Closed
            || !IsOwnTag(tag, abort.IsTagReflected))
        {
            return DropReason.SctpWrongTag;
        }

        SctpAssociationState state = block.IsUp ? SctpAssociationState.Closed : SctpAssociationState.Failed;
        block.End(AssociationTrigger.Abort, state, SctpEndReason.PeerAborted, ErrorCause.FirstOf(abort.Causes));
        return DropReason.None;
    }

    public DropReason HandleShutdownComplete(uint tag, in SctpChunk chunk)
    {
        if (!ShutdownCompleteChunk.TryParse(chunk.Bytes, out ShutdownCompleteChunk complete) || !IsOwnTag(tag, complete.IsTagReflected))
        {
            return DropReason.SctpWrongTag;
        }

        if (block.Phase != AssociationPhase.ShutdownAckSent)
        {
            return DropReason.SctpUnexpected;
        }

        block.End(AssociationTrigger.ShutdownComplete, SctpAssociationState.Closed, SctpEndReason.Closed);
        return DropReason.None;
    }

    /// <summary>Answers packets that come too late, so that the association ends at the peer too ("out of the blue", §8.4).</summary>
    public void AnswerAfterEnd(uint tag, in SctpChunk chunk, ISctpPacketSink sink)
    {
        switch (chunk.Type)
        {
            case ShutdownAckChunk.Type:
                block.Packets.SendShutdownCompleteTo(tag, sink);
                break;
            case InitChunk.Type:
                if (tag == 0 && InitChunk.TryParse(chunk.Bytes, out InitChunk init) && init.Fields.InitiateTag != 0)
                {
                    block.Packets.SendAbortTo(init.Fields.InitiateTag, isTagReflected: false, CauseCode.None, sink);
                }

                break;
            case AbortChunk.Type or ShutdownCompleteChunk.Type or CookieAckChunk.Type or ErrorChunk.Type or InitAckChunk.Type:
                break;
            default:
                block.Packets.SendAbortTo(tag, isTagReflected: true, CauseCode.None, sink);
                break;
        }
    }

    /// <summary>§8.5.1: with the T bit the peer sends back the tag that it was sent.</summary>
    private bool IsOwnTag(uint tag, bool isReflected) => tag != 0 && tag == (isReflected ? block.Packets.PeerTag : block.LocalTag);
}
