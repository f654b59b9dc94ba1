using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>A producer of this end's router, offered by a consumer of type pipe.</summary>
internal sealed class OfferedMedia(PipeControl control, uint number) : OfferedEntry(control, number)
{
    private PipeConsumerCore? _consumer;

    protected override bool IsClosed => _consumer!.IsClosed;

    protected override bool IsPaused => _consumer!.Producer.IsPaused;

    /// <exception cref="MediasoupException">The pipe carries as much as it may.</exception>
    public void Attach(ConsumerCore consumer)
    {
        _consumer = (PipeConsumerCore)consumer;
        Control.Add(this);
    }

    protected override int GetScores(Span<byte> scores)
    {
        int[] all = _consumer!.Producer.GetStreamScores();
        int count = Math.Min(all.Length, scores.Length);
        for (int i = 0; i < count; i++)
        {
            scores[i] = (byte)all[i];
        }

        return count;
    }

    protected override void Want(Timestamp now, ProducerLayersWanted wish, IDatagramSink sink) => _consumer!.SetWish(now, wish, sink);

    protected override void Close(Timestamp now, IDatagramSink sink) => _consumer!.HandleProducerClosed();
}
