using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>The end when everything was delivered (RFC 9260 §9.2).</summary>
internal sealed class Shutdown(ControlBlock block)
{
    private readonly SctpTimer _timer = new();

    /// <summary>Data came after our SHUTDOWN, which is then sent again with what it acknowledges.</summary>
    private bool _isRepeated;

    public Timestamp NextDeadline => _timer.Deadline;

    /// <summary>After all that could be sent was: goes on if nothing is outstanding.</summary>
    public void ContinueIfDrained(Timestamp now, ISctpPacketSink sink)
    {
        bool isDue = _isRepeated;
        _isRepeated = false;
        if (block.Phase == AssociationPhase.ShutdownPending && block.Sender.IsDrained)
        {
            block.Move(AssociationTrigger.Drained);
            isDue = true;
        }

        if (block.Phase == AssociationPhase.ShutdownSent && isDue)
        {
            SendShutdown(sink);
            StartTimer(now);
        }
        else if (block.Phase == AssociationPhase.ShutdownReceived && block.Sender.IsDrained)
        {
            Acknowledge(now, AssociationTrigger.Drained, sink);
        }
    }

    public void HandleDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (!_timer.TryExpire(now) || !block.CountError(sink))
        {
            return;
        }

        block.Sender.Timeout.BackOff();
        if (block.Phase == AssociationPhase.ShutdownSent)
        {
            SendShutdown(sink);
        }
        else
        {
            block.Packets.SendShutdownAck(sink);
        }

        StartTimer(now);
    }

    /// <summary>Data came, taken or not.</summary>
    public void HandleData() => _isRepeated |= block.Phase == AssociationPhase.ShutdownSent;

    public void HandleShutdown(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (!ShutdownChunk.TryParse(chunk.Bytes, out ShutdownChunk shutdown))
        {
            return;
        }

        SackOutcome outcome = block.Sender.HandleCumulativeAck(now, shutdown.CumulativeTsnAck);
        if (outcome == SackOutcome.Invalid)
        {
            return;
        }

        if (outcome == SackOutcome.Progress)
        {
            block.ClearErrors();
        }

        switch (block.Phase)
        {
            case AssociationPhase.Established or AssociationPhase.ShutdownPending:
                block.Move(AssociationTrigger.Shutdown);
                break;
            case AssociationPhase.ShutdownSent:
                // Both sides at once.
                Acknowledge(now, AssociationTrigger.Shutdown, sink);
                break;
        }
    }

    public void HandleShutdownAck(in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (block.Phase is AssociationPhase.ShutdownSent or AssociationPhase.ShutdownAckSent && ShutdownAckChunk.TryParse(chunk.Bytes))
        {
            block.Packets.Discard();
            block.Packets.Commit(ShutdownCompleteChunk.Write(block.Packets.Room, isTagReflected: false));
            block.Packets.Flush(sink);
            block.End(AssociationTrigger.ShutdownAck, SctpAssociationState.Closed, SctpEndReason.Closed);
        }
    }

    private void Acknowledge(Timestamp now, AssociationTrigger trigger, ISctpPacketSink sink)
    {
        block.Move(trigger);
        block.Packets.SendShutdownAck(sink);
        StartTimer(now);
    }

    private void SendShutdown(ISctpPacketSink sink)
    {
        Span<byte> room = block.Packets.Reserve(ChunkFrame.Length + sizeof(uint), sink);
        block.Packets.Commit(ShutdownChunk.Write(room, block.Receiver.CumulativeTsn));
        block.Packets.Flush(sink);
    }

    private void StartTimer(Timestamp now) => _timer.Start(now, block.Sender.Timeout.Value);
}
