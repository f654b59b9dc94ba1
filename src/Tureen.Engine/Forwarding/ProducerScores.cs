using Tureen.Engine.Events;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>Reports the scores of a producer's streams: to the application, and to the consumers, whose scores depend on them.</summary>
internal sealed class ProducerScores(EngineContext context, string id, ReceivedStreams streams, Fanout fanout)
{
    /// <summary>A score changed, or a stream began.</summary>
    public void Raise(Timestamp now, IDatagramSink sink)
    {
        context.Events.Enqueue(new ProducerScoreEvent(id, streams.GetScores()));
        fanout.HandleScore(now, sink);
    }
}
