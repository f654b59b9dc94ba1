using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Shares the capacity among streams by their priorities (weighted fair queueing, RFC 8260 §3.6).</summary>
/// <remarks>
/// Each stream with something to send is queued by the virtual time at which its next piece would be through: a fragment
/// where messages are interleaved, else a whole message. Streams with a begun message have their own queue. The
/// next stream is taken from it when no further message may be begun.
/// </remarks>
internal sealed class StreamScheduler
{
    /// <summary>Virtual time of one byte at priority 1.</summary>
    private const long Scale = 1 << 16;

    private readonly PriorityQueue<OutboundStream, (long Finish, ushort Id)> _line = new();
    private readonly PriorityQueue<OutboundStream, (long Finish, ushort Id)> _begun = new();
    private long _virtualTime;

    /// <summary>Puts a stream in line, unless it stands there or has nothing to send.</summary>
    public void Add(OutboundStream stream, int pieceLength)
    {
        if (!stream.IsScheduled && stream.CanSend)
        {
            stream.IsScheduled = true;
            stream.VirtualFinish = Math.Max(_virtualTime, stream.VirtualFinish) + (pieceLength * Scale / stream.Priority);
            (IsBegun(stream) ? _begun : _line).Enqueue(stream, (stream.VirtualFinish, stream.Id));
        }
    }

    /// <summary>The stream whose turn it is, and if its message may not be begun, the first of those whose message is begun.</summary>
    public bool TryPeek(BegunMessages begunMessages, [NotNullWhen(true)] out OutboundStream? stream)
    {
        while (TryPeekFirst(out stream, out bool isInBegunLine))
        {
            if (!stream.CanSend || isInBegunLine != IsBegun(stream))
            {
                PutElsewhere(isInBegunLine);
            }
            else if (isInBegunLine || begunMessages.CanBegin(stream.Head!))
            {
                return true;
            }
            else if (_begun.TryPeek(out OutboundStream? begun, out _) && begun.CanSend && IsBegun(begun))
            {
                stream = begun;
                return true;
            }
            else if (begun is not null)
            {
                PutElsewhere(isInBegunLine: true);
            }
            else
            {
                // None of the begun messages can continue, so only this one can be sent.
                return true;
            }
        }

        return false;
    }

    /// <summary>The stream that <see cref="TryPeek"/> gave had its piece sent.</summary>
    public void Advance(OutboundStream stream)
    {
        bool isBegun = _begun.TryPeek(out OutboundStream? begun, out _) && begun == stream;
        _line.TryPeek(out OutboundStream? waiting, out _);
        if (!isBegun && waiting != stream)
        {
            return;
        }

        OutboundStream? other = isBegun ? waiting : begun;
        (isBegun ? _begun : _line).Dequeue();
        stream.IsScheduled = false;
        if (other is null || IsBefore(stream, other))
        {
            _virtualTime = stream.VirtualFinish;
        }
    }

    public void Clear()
    {
        while (_line.TryDequeue(out OutboundStream? stream, out _) || _begun.TryDequeue(out stream, out _))
        {
            stream.IsScheduled = false;
        }
    }

    private static bool IsBegun(OutboundStream stream) => stream.Head is { IsInterleaved: true };

    private static bool IsBefore(OutboundStream a, OutboundStream b) =>
        a.VirtualFinish < b.VirtualFinish || (a.VirtualFinish == b.VirtualFinish && a.Id < b.Id);

    /// <summary>The first of both lines, as it stands there.</summary>
    private bool TryPeekFirst([NotNullWhen(true)] out OutboundStream? stream, out bool isInBegunLine)
    {
        isInBegunLine = _begun.TryPeek(out OutboundStream? begun, out _);
        if (_line.TryPeek(out stream, out _) && (!isInBegunLine || IsBefore(stream, begun!)))
        {
            isInBegunLine = false;
            return true;
        }

        stream = begun;
        return isInBegunLine;
    }

    /// <summary>Takes the first of a line out, which cannot send, or whose message was given up so that the next one takes its turn.</summary>
    private void PutElsewhere(bool isInBegunLine)
    {
        StepCounter.Add();
        OutboundStream stream = (isInBegunLine ? _begun : _line).Dequeue();
        stream.IsScheduled = stream.CanSend;
        if (stream.IsScheduled)
        {
            (IsBegun(stream) ? _begun : _line).Enqueue(stream, (stream.VirtualFinish, stream.Id));
        }
    }
}
