using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>Something that a pipe carries, or carried. Each end compares what is with what it has said last, so that changes in a row become one message.</summary>
internal abstract class PipeEntry(PipeControl control, uint number) : IFarEnd
{
    /// <summary>Which of the offers of the end that offers.</summary>
    public uint Number { get; } = number;

    /// <summary>It is in the control's queue already.</summary>
    public bool IsQueued { get; set; }

    protected PipeControl Control { get; } = control;

    public void HandleChange() => Control.Enqueue(this);

    /// <summary>Says to the other end what it does not know yet; false if that cannot be sent now.</summary>
    public abstract bool TryAnnounce(Timestamp now, IDatagramSink sink);
}
