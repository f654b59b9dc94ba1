using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <summary>Sends the checks of a list: new ones at their pace, unanswered ones again (RFC 8445 §6.1.4.2, §14).</summary>
internal sealed class IceProber(RandomSource random, IceSession session, IceChecklist checklist)
{
    /// <summary>Bytes. More than a check needs: two fragments of at most 256 bytes, and some 90 besides.</summary>
    private const int MaxCheckLength = 640;

    private readonly IceOpenChecks _open = new(random);
    private Timestamp _nextCheckAt = Timestamp.Never;

    public Timestamp NextDeadline => Timestamp.Min(_open.NextDeadline, _nextCheckAt);

    /// <summary>The next check may leave at once.</summary>
    public void Begin(Timestamp now) => _nextCheckAt = now;

    /// <summary>A pair may have to be checked; it waits for its turn.</summary>
    public void Arm(Timestamp now)
    {
        if (session.Remote is not null && checklist.HasNext)
        {
            _nextCheckAt = Timestamp.Min(_nextCheckAt, now + IceTimes.CheckInterval);
        }
    }

    /// <summary>A pair is chosen: no other is checked any more.</summary>
    public void EndExcept(IceCandidatePair? chosen)
    {
        _open.ClearExcept(chosen);
        _nextCheckAt = Timestamp.Never;
    }

    /// <summary>A pair works: its other requests are not sent again.</summary>
    public void HandleSucceeded(Timestamp now, IceCandidatePair pair) => _open.Replace(now, pair);

    /// <summary>There is no way for a pair any more.</summary>
    public void End(IceCandidatePair pair)
    {
        pair.State = IcePairState.Failed;
        _open.RemoveAll(pair);
    }

    /// <summary>The request that an answer belongs to, which then waits no more. The answer must be authentic and come from where the request went.</summary>
    public bool TryTake(in TransportTuple tuple, in StunMessage answer, out IceCheck check)
    {
        check = default;
        bool isGenuine = session.Remote is { } remote
            && _open.TryFind(StunTransactionId.Read(answer.TransactionId), out check)
            && check.Pair.Tuple == tuple
            && answer.VerifyMessageIntegrity(remote.Key);
        if (isGenuine)
        {
            _open.Remove(check.Id);
        }

        return isGenuine;
    }

    /// <summary>
    /// The peer has checked a pair, so that ours is worth another try (RFC 8445 §7.3.1.4). A check that was sent only now is not repeated, so that a flood of
    /// requests does not become one of checks.
    /// </summary>
    public void Trigger(Timestamp now, IceCandidatePair pair)
    {
        if (pair.State == IcePairState.InProgress)
        {
            if (_open.IsFresh(pair))
            {
                return;
            }

            _open.Replace(now, pair);
        }

        checklist.Trigger(pair);
        Arm(now);
    }

    /// <summary>Sends again what is due. False when nothing is due that was given up; else <paramref name="check"/> has failed.</summary>
    public bool TryGiveUp(Timestamp now, IDatagramSink sink, out IceCheck check)
    {
        while (_open.TryTakeDue(now, out check, out bool isOver))
        {
            if (!isOver)
            {
                Write(check, sink);
            }
            else if (!check.IsReplaced)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One new check each <see cref="IceTimes.CheckInterval"/>.</summary>
    public void SendNextIfDue(Timestamp now, IDatagramSink sink)
    {
        if (_nextCheckAt > now)
        {
            return;
        }

        _nextCheckAt = Timestamp.Never;
        if (checklist.TakeNext() is not { } pair)
        {
            return;
        }

        pair.State = IcePairState.InProgress;
        Send(now, pair, IceCheckKind.Connectivity, sink);
        if (checklist.HasNext)
        {
            _nextCheckAt = now + IceTimes.CheckInterval;
        }
    }

    public void Send(Timestamp now, IceCandidatePair pair, IceCheckKind kind, IDatagramSink sink)
    {
        if (_open.TryBegin(now, pair, kind, session.IsControlling, checklist.OpenCount, out IceCheck check))
        {
            Write(check, sink);
        }
        else if (kind == IceCheckKind.Connectivity)
        {
            // Its turn comes again when others have been answered or given up.
            pair.State = IcePairState.Waiting;
        }
    }

    private void Write(in IceCheck check, IDatagramSink sink)
    {
        IcePairCounts counts = check.Pair.Counts;
        counts.RequestsSent++;
        counts.ConsentRequestsSent += check.Kind == IceCheckKind.Consent ? 1 : 0;
        sink.Send(check.Pair.Tuple, session.WriteCheck(check, IceCandidatePriority.PeerReflexive, sink.GetSpan(MaxCheckLength)));
    }
}
