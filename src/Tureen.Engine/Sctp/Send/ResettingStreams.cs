using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Which outgoing streams are to be reset (RFC 6525 §5.1.2), and for which of them a request is on its way.</summary>
/// <remarks>A stream enters the line when it sent all and had it acknowledged, so that no packet has to look for such streams.</remarks>
internal sealed class ResettingStreams
{
    private readonly Queue<OutboundStream> _ready = new();
    private readonly List<OutboundStream> _requested = [];

    /// <summary>Streams whose reset is not over.</summary>
    public int Count { get; private set; }

    /// <summary>Whether streams have sent everything and had it acknowledged, and no reset is on its way.</summary>
    public bool IsAnyReady
    {
        get
        {
            if (_requested.Count > 0)
            {
                return false;
            }

            // A stream whose reset was requested again meanwhile may have more to send first.
            while (_ready.TryPeek(out OutboundStream? stream))
            {
                if (stream.IsReadyToReset)
                {
                    return true;
                }

                RemoveFirstReady();
            }

            return false;
        }
    }

    /// <summary>False if the stream must wait for the end of a reset that is on its way.</summary>
    public bool TryPrepare(OutboundStream stream)
    {
        if (stream.ResetState == OutboundResetState.Requested)
        {
            // Messages queued since then wait for the end of this reset, and then another reset follows.
            stream.IsResetRepeated = true;
            return false;
        }

        if (stream.ResetState == OutboundResetState.None)
        {
            stream.ResetState = OutboundResetState.Draining;
            Count++;
        }

        return true;
    }

    /// <summary>Adds a stream to the ready ones if it can be reset now.</summary>
    public void NoteIfReady(OutboundStream stream)
    {
        if (stream.IsReadyToReset && !stream.IsInReadyLine)
        {
            stream.IsInReadyLine = true;
            _ready.Enqueue(stream);
        }
    }

    /// <summary>The streams to name in the request, as many as fit, which are then on their way; returns their number.</summary>
    public int Begin(Span<ushort> streamIds)
    {
        int count = 0;
        while (count < streamIds.Length && _ready.TryPeek(out OutboundStream? stream))
        {
            StepCounter.Add();
            RemoveFirstReady();
            if (stream.IsReadyToReset)
            {
                stream.ResetState = OutboundResetState.Requested;
                _requested.Add(stream);
                streamIds[count++] = stream.Id;
            }
        }

        return count;
    }

    /// <summary>Removes one of the streams whose request the peer has answered.</summary>
    public bool TryEnd([NotNullWhen(true)] out OutboundStream? stream, out bool isRepeated)
    {
        isRepeated = false;
        stream = null;
        if (_requested.Count == 0)
        {
            return false;
        }

        StepCounter.Add();
        stream = _requested[^1];
        _requested.RemoveAt(_requested.Count - 1);
        isRepeated = stream.IsResetRepeated;
        stream.IsResetRepeated = false;
        stream.ResetState = OutboundResetState.None;
        Count--;
        return true;
    }

    /// <summary>Forgets all resets; the streams begin anew otherwise.</summary>
    public void Clear()
    {
        while (_ready.Count > 0)
        {
            RemoveFirstReady();
        }

        _requested.Clear();
        Count = 0;
    }

    private void RemoveFirstReady() => _ready.Dequeue().IsInReadyLine = false;
}
