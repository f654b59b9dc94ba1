using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>What this end offers to the other one: its state goes there from the first wish on.</summary>
internal abstract class OfferedEntry(PipeControl control, uint number) : PipeEntry(control, number)
{
    private readonly byte[] _scores = new byte[PipeMessage.MaxScores];
    private readonly byte[] _announcedScores = new byte[PipeMessage.MaxScores];
    private bool _isAccepted;
    private bool _isGone;
    private (bool IsPaused, int Scores)? _announced;

    protected abstract bool IsClosed { get; }

    protected abstract bool IsPaused { get; }

    /// <summary>The other end has accepted it, and wants these layers; −1 for none.</summary>
    public void HandleWish(Timestamp now, ProducerLayersWanted wish, IDatagramSink sink)
    {
        _isAccepted = true;
        if (!IsClosed)
        {
            Want(now, wish, sink);
        }

        HandleChange();
    }

    /// <summary>The other end does not want it any more, and says nothing about it from now on.</summary>
    public void HandleSinkClosed(Timestamp now, IDatagramSink sink)
    {
        _isGone = true;
        if (!IsClosed)
        {
            Close(now, sink);
        }
    }

    public override bool TryAnnounce(Timestamp now, IDatagramSink sink)
    {
        if (_isGone)
        {
            return true;
        }

        return IsClosed ? TryAnnounceEnd(now, sink) : !_isAccepted || TryAnnounceState(now, sink);
    }

    /// <summary>Writes the score of each stream and returns how many there are.</summary>
    protected abstract int GetScores(Span<byte> scores);

    protected abstract void Want(Timestamp now, ProducerLayersWanted wish, IDatagramSink sink);

    protected abstract void Close(Timestamp now, IDatagramSink sink);

    /// <summary>If the other end accepts it later, its first wish is for something unknown.</summary>
    private bool TryAnnounceEnd(Timestamp now, IDatagramSink sink)
    {
        if (_isAccepted && !Control.TrySend(now, new PipeMessage { Kind = PipeMessageKind.SourceClosed, Number = Number }, sink))
        {
            return false;
        }

        _isGone = true;
        Control.Remove(this);
        return true;
    }

    private bool TryAnnounceState(Timestamp now, IDatagramSink sink)
    {
        (bool IsPaused, int Scores) state = (IsPaused, GetScores(_scores));
        ReadOnlySpan<byte> scores = _scores.AsSpan(0, state.Scores);
        if (_announced == state && scores.SequenceEqual(_announcedScores.AsSpan(0, state.Scores)))
        {
            return true;
        }

        var message = new PipeMessage { Kind = PipeMessageKind.Source, Number = Number, IsPaused = state.IsPaused, Scores = scores };
        if (!Control.TrySend(now, message, sink))
        {
            return false;
        }

        scores.CopyTo(_announcedScores);
        _announced = state;
        return true;
    }
}
