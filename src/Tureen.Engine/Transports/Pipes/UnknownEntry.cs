using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>The other end wants something that is gone: the answer.</summary>
internal sealed class UnknownEntry(PipeControl control, uint number) : PipeEntry(control, number)
{
    public override bool TryAnnounce(Timestamp now, IDatagramSink sink) =>
        Control.TrySend(now, new PipeMessage { Kind = PipeMessageKind.SourceClosed, Number = Number }, sink);
}
