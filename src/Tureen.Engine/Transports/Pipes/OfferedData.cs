using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>
/// A data producer of this end's router, offered by a data consumer. Its messages flow from the moment when the other end accepts it, wanted or
/// not: they are few, and a new consumer there must not miss those that come before its wish has crossed.
/// </summary>
internal sealed class OfferedData(PipeControl control, uint number) : OfferedEntry(control, number)
{
    private DataConsumerCore? _consumer;

    protected override bool IsClosed => _consumer!.IsClosed;

    protected override bool IsPaused => _consumer!.IsProducerPaused;

    /// <exception cref="MediasoupException">The pipe carries as much as it may.</exception>
    public void Attach(DataConsumerCore consumer)
    {
        _consumer = consumer;
        Control.Add(this);
    }

    protected override int GetScores(Span<byte> scores) => 0;

    protected override void Want(Timestamp now, ProducerLayersWanted wish, IDatagramSink sink) => _consumer!.HandleAccepted();

    protected override void Close(Timestamp now, IDatagramSink sink) => _consumer!.HandleProducerClosed(now, sink);
}
