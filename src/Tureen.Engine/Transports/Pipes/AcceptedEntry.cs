using Tureen.Engine.Events;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>What this end has accepted from the other one: it follows its original, and says what is wanted of it.</summary>
internal abstract class AcceptedEntry(PipeControl control, uint number) : PipeEntry(control, number)
{
    private bool _isGone;
    private bool _isSourcePaused;
    private bool _isSourceKnown;
    private byte[] _scores = [];
    private ProducerLayersWanted? _announced;

    protected abstract string Id { get; }

    protected abstract bool IsClosed { get; }

    /// <summary>What is wanted of it; −1 for nothing.</summary>
    protected abstract ProducerLayersWanted Wish { get; }

    /// <summary>The original is in this state.</summary>
    public void HandleSource(Timestamp now, in PipeMessage message, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        // Between two changes of the original the application may pause this one by itself.
        if (!_isSourceKnown || message.IsPaused != _isSourcePaused)
        {
            _isSourceKnown = true;
            _isSourcePaused = message.IsPaused;
            SetPaused(now, message.IsPaused, sink);
            Control.Raise(new ProducerPausedEvent(Id, message.IsPaused));
        }

        if (!message.Scores.SequenceEqual(_scores))
        {
            _scores = message.Scores.ToArray();
            Control.Raise(new PipeSourceScoresEvent(Control.TransportId, Id, Array.ConvertAll(_scores, static score => (int)score)));
        }
    }

    /// <summary>The original is gone.</summary>
    public void HandleSourceClosed(Timestamp now, IDatagramSink sink)
    {
        _isGone = true;
        if (!IsClosed)
        {
            Close(now, sink);
            Control.Raise(new ProducerClosedEvent(Id));
        }
    }

    public override bool TryAnnounce(Timestamp now, IDatagramSink sink)
    {
        if (_isGone)
        {
            return true;
        }

        if (IsClosed)
        {
            return TryAnnounceEnd(now, sink);
        }

        ProducerLayersWanted wish = Wish;
        if (wish == _announced)
        {
            return true;
        }

        var message = new PipeMessage
        {
            Kind = PipeMessageKind.Wish,
            Number = Number,
            SpatialLayer = (sbyte)Math.Min(wish.SpatialLayer, sbyte.MaxValue),
            TemporalLayer = (sbyte)Math.Min(wish.TemporalLayer, sbyte.MaxValue),
        };
        if (!Control.TrySend(now, message, sink))
        {
            return false;
        }

        _announced = wish;
        return true;
    }

    protected abstract void SetPaused(Timestamp now, bool isPaused, IDatagramSink sink);

    protected abstract void Close(Timestamp now, IDatagramSink sink);

    private bool TryAnnounceEnd(Timestamp now, IDatagramSink sink)
    {
        if (!Control.TrySend(now, new PipeMessage { Kind = PipeMessageKind.SinkClosed, Number = Number }, sink))
        {
            return false;
        }

        _isGone = true;
        Control.Remove(this);
        return true;
    }
}
