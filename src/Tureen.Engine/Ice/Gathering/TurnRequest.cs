using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>The one request of an allocation, or of one of its peers, that waits for its answer.</summary>
internal sealed class TurnRequest
{
    /// <summary>Requests that are sent to a server that does not answer: for 7.5 s, so that a call begins without it soon enough.</summary>
    private const int MaxAttempts = 4;

    private TimeSpan _wait;
    private bool _isStream;
    private int _attempts;

    public TurnRequestKind Kind { get; private set; }

    public StunTransactionId Id { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>How often in a row the server has called the nonce stale.</summary>
    public int StaleNonces { get; set; }

    /// <summary>When it is sent again or given up.</summary>
    public Timestamp NextAt { get; private set; } = Timestamp.Never;

    public void Begin(Timestamp now, TurnRequestKind kind, bool isStream, RandomSource random)
    {
        Kind = kind;
        Id = StunTransactionId.Create(random);
        IsOpen = true;
        _isStream = isStream;
        _attempts = 1;
        _wait = isStream ? TurnTimes.StreamWait : TurnTimes.FirstWait;
        NextAt = now + _wait;
    }

    /// <summary>Whether a due request is sent again; otherwise it is over.</summary>
    public bool TryRepeat(Timestamp now)
    {
        if (_isStream || _attempts == MaxAttempts)
        {
            End();
            return false;
        }

        _attempts++;
        _wait *= 2;
        NextAt = now + _wait;
        return true;
    }

    public void End()
    {
        IsOpen = false;
        NextAt = Timestamp.Never;
    }
}
