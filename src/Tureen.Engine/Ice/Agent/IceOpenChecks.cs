using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <summary>The requests that wait for an answer, and when each is sent again (RFC 8489 §6.2.1, RFC 8445 §14.3).</summary>
internal sealed class IceOpenChecks(RandomSource random)
{
    /// <summary>Requests of one check (Rc).</summary>
    private const int MaxAttempts = 7;

    /// <summary>How many times the first timeout the last request waits (Rm).</summary>
    private const int LastWait = 16;

    /// <summary>The least time until a request is sent again.</summary>
    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the answer of a request that is not sent again is waited for.</summary>
    private static readonly TimeSpan SingleWait = TimeSpan.FromSeconds(8);

    private readonly IceCheck[] _checks = new IceCheck[EngineLimits.MaxIceOpenChecks];
    private int _count;

    public int Count => _count;

    /// <summary>When the next request is sent again or given up.</summary>
    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Never;
            foreach (ref readonly IceCheck check in _checks.AsSpan(0, _count))
            {
                next = Timestamp.Min(next, check.NextAt);
            }

            return next;
        }
    }

    /// <summary>Notes a request that is about to be sent; false when too many wait.</summary>
    /// <param name="now">The time.</param>
    /// <param name="pair">What it checks.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="isControlling">The role that it names.</param>
    /// <param name="openPairs">Pairs that share the pace.</param>
    /// <param name="check">The request.</param>
    public bool TryBegin(Timestamp now, IceCandidatePair pair, IceCheckKind kind, bool isControlling, int openPairs, out IceCheck check)
    {
        check = default;
        if (_count == _checks.Length)
        {
            return false;
        }

        TimeSpan timeout = IceTimes.CheckInterval * openPairs;
        timeout = timeout > MinTimeout ? timeout : MinTimeout;
        check = new IceCheck(StunTransactionId.Create(random), pair, kind, isControlling)
        {
            Attempts = 1,
            SentAt = now,
            Timeout = timeout,
            NextAt = now + (kind == IceCheckKind.Consent ? SingleWait : timeout),
        };
        _checks[_count++] = check;
        return true;
    }

    public bool TryFind(StunTransactionId id, out IceCheck check)
    {
        int index = IndexOf(id);
        check = index < 0 ? default : _checks[index];
        return index >= 0;
    }

    public void Remove(StunTransactionId id)
    {
        int index = IndexOf(id);
        if (index >= 0)
        {
            RemoveAt(index);
        }
    }

    /// <summary>The first request that is due: to be sent again (<paramref name="isOver"/> false), or given up and forgotten.</summary>
    public bool TryTakeDue(Timestamp now, out IceCheck check, out bool isOver)
    {
        for (int i = 0; i < _count; i++)
        {
            check = _checks[i];
            if (check.NextAt > now)
            {
                continue;
            }

            isOver = check.IsReplaced || check.Kind == IceCheckKind.Consent || check.Attempts == MaxAttempts;
            if (isOver)
            {
                RemoveAt(i);
            }
            else
            {
                int attempts = check.Attempts + 1;
                TimeSpan wait = check.Timeout * (attempts == MaxAttempts ? LastWait : 1 << (attempts - 1));
                check = check with { Attempts = attempts, NextAt = now + wait };
                _checks[i] = check;
            }

            return true;
        }

        check = default;
        isOver = false;
        return false;
    }

    /// <summary>Sends the requests of a pair no more, because a new one takes their place.</summary>
    public void Replace(Timestamp now, IceCandidatePair pair)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_checks[i].Pair == pair && !_checks[i].IsReplaced)
            {
                _checks[i] = _checks[i] with { IsReplaced = true, NextAt = now + SingleWait };
            }
        }
    }

    /// <summary>Forgets the requests of a pair.</summary>
    public void RemoveAll(IceCandidatePair pair)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (_checks[i].Pair == pair)
            {
                RemoveAt(i);
            }
        }
    }

    /// <summary>Whether a request of the pair was sent only now, so that another one is no gain.</summary>
    public bool IsFresh(IceCandidatePair pair)
    {
        foreach (ref readonly IceCheck check in _checks.AsSpan(0, _count))
        {
            if (check.Pair == pair && check is { Attempts: 1, IsReplaced: false })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Forgets the requests of all pairs but one.</summary>
    public void ClearExcept(IceCandidatePair? kept)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (_checks[i].Pair != kept)
            {
                RemoveAt(i);
            }
        }
    }

    private int IndexOf(StunTransactionId id)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_checks[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    private void RemoveAt(int index)
    {
        _count--;
        _checks[index] = _checks[_count];
        _checks[_count] = default;
    }
}
