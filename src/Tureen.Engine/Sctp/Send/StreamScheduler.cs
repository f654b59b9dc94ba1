using System.Diagnostics.CodeAnalysis;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Shares the capacity among streams by their priorities (weighted fair queueing, RFC 8260 §3.6).</summary>
/// <remarks>
/// Each stream that has something to send stands in line at the virtual time at which its next piece would be through: a fragment
/// where messages are interleaved, else a whole message.
/// </remarks>
internal sealed class StreamScheduler
{
    /// <summary>Virtual time of one byte at priority 1.</summary>
    private const long Scale = 1 << 16;

    private readonly PriorityQueue<OutboundStream, (long Finish, ushort Id)> _line = new();
    private long _virtualTime;

    /// <summary>Puts a stream in line, unless it stands there or has nothing to send.</summary>
    public void Add(OutboundStream stream, int pieceLength)
    {
        if (!stream.IsScheduled && stream.CanSend)
        {
            stream.IsScheduled = true;
            stream.VirtualFinish = Math.Max(_virtualTime, stream.VirtualFinish) + (pieceLength * Scale / stream.Priority);
            _line.Enqueue(stream, (stream.VirtualFinish, stream.Id));
        }
    }

    /// <summary>The stream whose turn it is.</summary>
    public bool TryPeek([NotNullWhen(true)] out OutboundStream? stream)
    {
        while (_line.TryPeek(out stream, out _))
        {
            if (stream.CanSend)
            {
                return true;
            }

            _line.Dequeue();
            stream.IsScheduled = false;
        }

        return false;
    }

    /// <summary>The stream whose turn it was had its piece sent.</summary>
    public void Advance(OutboundStream stream)
    {
        if (_line.TryPeek(out OutboundStream? first, out _) && first == stream)
        {
            _line.Dequeue();
            stream.IsScheduled = false;
            _virtualTime = stream.VirtualFinish;
        }
        else if (stream.IsScheduled && _line.Remove(stream, out _, out _))
        {
            stream.IsScheduled = false;
        }
    }

    public void Clear()
    {
        while (_line.TryDequeue(out OutboundStream? stream, out _))
        {
            stream.IsScheduled = false;
        }
    }
}
