using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>
/// The second line of defense. The engine contains its own faults and knows the objects that they concern; a fault that gets past it, or comes
/// from the code between it and the loop, costs one call and not the worker.
/// </summary>
internal sealed class GuardedHandler(IDatagramHandler handler, LoopFaults faults) : IDatagramHandler
{
    private Timestamp _deadlinesPausedUntil = Timestamp.Zero;

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = handler.NextDeadline;
            return next > _deadlinesPausedUntil ? next : _deadlinesPausedUntil;
        }
    }

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        try
        {
            handler.HandleDatagram(now, tuple, datagram, sink);
        }
        catch (Exception error)
        {
            faults.Handle(FaultKind.Datagram, error);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        try
        {
            handler.HandleDeadline(now, sink);
        }
        catch (Exception error)
        {
            // It is still due; without a pause the loop would spin.
            _deadlinesPausedUntil = now + EngineLimits.FaultPause;
            faults.Handle(FaultKind.Deadline, error);
        }
    }

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink)
    {
        try
        {
            handler.HandleBatchEnd(now, sink);
        }
        catch (Exception error)
        {
            faults.Handle(FaultKind.Event, error);
        }
    }

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        try
        {
            handler.HandleTupleClosed(now, tuple, sink);
        }
        catch (Exception error)
        {
            faults.Handle(FaultKind.TupleClosed, error);
        }
    }
}
