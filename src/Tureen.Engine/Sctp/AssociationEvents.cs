using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>The events of one association, in order, followed by those of low buffered amounts.</summary>
internal sealed class AssociationEvents(DataSender sender, long totalLowThreshold)
{
    private readonly Queue<SctpEvent> _queue = new();
    private bool _isTotalAbove;

    /// <summary>Events that the owner has not taken yet, without those of buffered amounts.</summary>
    public int Count => _queue.Count;

    /// <summary>The state as the owner sees it.</summary>
    public SctpAssociationState State { get; private set; }

    public void Raise(in SctpEvent sctpEvent) => _queue.Enqueue(sctpEvent);

    /// <summary>Sets the state that the owner sees, and raises the event.</summary>
    public void Enter(SctpAssociationState state, SctpEndReason reason = SctpEndReason.None, CauseCode peerCause = CauseCode.None)
    {
        State = state;
        Raise(new SctpEvent(SctpEventKind.StateChanged, state, reason, peerCause));
    }

    /// <summary>The association was established, or established anew.</summary>
    public void RaiseEstablished()
    {
        Raise(new SctpEvent(SctpEventKind.CapabilitiesNegotiated));
        if (State == SctpAssociationState.Connected)
        {
            Raise(new SctpEvent(SctpEventKind.Restarted));
        }
        else
        {
            Enter(SctpAssociationState.Connected);
        }
    }

    /// <summary>A message was queued, before anything of it leaves.</summary>
    public void NoteQueued() => _isTotalAbove |= sender.TotalBufferedAmount > totalLowThreshold;

    public bool TryDequeue(out SctpEvent sctpEvent)
    {
        if (_queue.TryDequeue(out sctpEvent))
        {
            return true;
        }

        if (sender.TryDequeueBufferedAmountLow(out ushort streamId))
        {
            sctpEvent = SctpEvent.OfStream(SctpEventKind.BufferedAmountLow, streamId);
            return true;
        }

        if (_isTotalAbove && sender.TotalBufferedAmount <= totalLowThreshold)
        {
            _isTotalAbove = false;
            sctpEvent = new SctpEvent(SctpEventKind.TotalBufferedAmountLow);
            return true;
        }

        return false;
    }
}
