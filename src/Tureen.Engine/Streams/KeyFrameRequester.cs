using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>
/// Turns the key frame requests of all consumers into few requests to the producer (mediasoup's KeyFrameRequestManager).
/// </summary>
/// <remarks>
/// A request that brings no key frame within <see cref="RetryAfter"/> is repeated once, because a PLI may be lost.
/// The owner names only streams that it knows, so there are as many entries as the producer has streams.
/// </remarks>
internal sealed class KeyFrameRequester(TimeSpan requestDelay)
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(1000);

    private readonly List<KeyFrameWish> _wishes = [];
    private readonly Queue<uint> _requests = new();

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Never;
            foreach (KeyFrameWish wish in _wishes)
            {
                next = Timestamp.Min(next, wish.PendingUntil);
                next = Timestamp.Min(next, wish.DelayedUntil);
            }

            return next;
        }
    }

    /// <summary>A consumer needs a key frame of this stream.</summary>
    public void HandleNeed(Timestamp now, uint ssrc)
    {
        KeyFrameWish wish = GetOrAdd(ssrc);
        if (requestDelay > TimeSpan.Zero)
        {
            if (!wish.DelayedUntil.IsNever)
            {
                wish.IsRequestedInDelay = true;
                return;
            }

            StartDelay(now, wish);
        }

        if (!wish.PendingUntil.IsNever)
        {
            wish.RetryOnTimeout = true;
            return;
        }

        Request(now, wish);
    }

    /// <summary>A key frame is needed although one was just requested, for example after a pause.</summary>
    public void HandleForcedNeed(Timestamp now, uint ssrc)
    {
        KeyFrameWish wish = GetOrAdd(ssrc);
        if (requestDelay > TimeSpan.Zero)
        {
            StartDelay(now, wish);
        }

        Request(now, wish);
    }

    /// <summary>The key frame came.</summary>
    public void HandleKeyFrame(uint ssrc)
    {
        if (Find(ssrc) is { } wish)
        {
            wish.PendingUntil = Timestamp.Never;
            wish.RetryOnTimeout = false;
        }
    }

    /// <summary>The stream is gone.</summary>
    public void Remove(uint ssrc)
    {
        if (Find(ssrc) is { } wish)
        {
            _wishes.Remove(wish);
        }
    }

    public void HandleDeadline(Timestamp now)
    {
        foreach (KeyFrameWish wish in _wishes)
        {
            if (now >= wish.PendingUntil)
            {
                HandlePendingTimeout(now, wish);
            }

            if (now >= wish.DelayedUntil)
            {
                wish.DelayedUntil = Timestamp.Never;
                if (wish.IsRequestedInDelay)
                {
                    HandleNeed(now, wish.Ssrc);
                }
            }
        }
    }

    /// <summary>The stream to which a PLI or FIR is to be sent now.</summary>
    public bool TryDequeueRequest(out uint ssrc) => _requests.TryDequeue(out ssrc);

    private void HandlePendingTimeout(Timestamp now, KeyFrameWish wish)
    {
        if (!wish.RetryOnTimeout)
        {
            wish.PendingUntil = Timestamp.Never;
            return;
        }

        Request(now, wish);
        wish.RetryOnTimeout = false;
    }

    private void StartDelay(Timestamp now, KeyFrameWish wish)
    {
        wish.DelayedUntil = now + requestDelay;
        wish.IsRequestedInDelay = false;
    }

    private void Request(Timestamp now, KeyFrameWish wish)
    {
        wish.PendingUntil = now + RetryAfter;
        wish.RetryOnTimeout = true;
        if (!_requests.Contains(wish.Ssrc))
        {
            _requests.Enqueue(wish.Ssrc);
        }
    }

    private KeyFrameWish GetOrAdd(uint ssrc)
    {
        if (Find(ssrc) is { } known)
        {
            return known;
        }

        var wish = new KeyFrameWish(ssrc);
        _wishes.Add(wish);
        return wish;
    }

    private KeyFrameWish? Find(uint ssrc)
    {
        foreach (KeyFrameWish wish in _wishes)
        {
            if (wish.Ssrc == ssrc)
            {
                return wish;
            }
        }

        return null;
    }
}
