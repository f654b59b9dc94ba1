using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>Our requests about streams: to reset those we send on, and to have more of them (RFC 6525 §5.1).</summary>
internal sealed partial class SctpAssociation
{
    private readonly SctpTimer _requestTimer = new(DeadlineReason.SctpReconfiguration);
    private readonly ushort[] _requestStreams = new ushort[SctpLimits.MaxStreamsPerReset];

    /// <summary>Streams that were to be reset before the association was established.</summary>
    private readonly HashSet<ushort> _earlyResets = [];
    private StreamRequestKind _request;
    private uint _requestNumber;
    private uint _requestLastTsn;
    private int _requestStreamCount;
    private ushort _requestedStreams;
    private int _streamsToAdd;

    /// <summary>
    /// Resets outgoing streams when all that waits on them was sent and acknowledged; their end is told by an event, and what is sent
    /// meanwhile waits for it.
    /// </summary>
    public void ResetStreams(Timestamp now, ReadOnlySpan<ushort> streamIds, ISctpPacketSink sink)
    {
        if (!IsTaking)
        {
            return;
        }

        foreach (ushort streamId in streamIds)
        {
            if (!IsUp)
            {
                _earlyResets.Add(streamId);
            }
            else if (Has(SctpExtensions.Reconfiguration))
            {
                _sender.PrepareReset(streamId, discardQueued: false);
            }
            else
            {
                _events.Enqueue(SctpEvent.OfStream(SctpEventKind.OutgoingStreamResetFailed, streamId));
            }
        }

        SendPending(now, sink);
    }

    /// <summary>Asks the peer for more streams to send on; if it agrees, the capabilities are told anew.</summary>
    public void AddStreams(Timestamp now, ushort count, ISctpPacketSink sink)
    {
        if (_phase == AssociationPhase.Established && Has(SctpExtensions.Reconfiguration))
        {
            _streamsToAdd = Math.Min(_streamsToAdd + count, ushort.MaxValue - _capabilities.OutboundStreams);
            SendPending(now, sink);
        }
    }

    private void BeginRequests()
    {
        _request = StreamRequestKind.None;
        _requestTimer.Stop();
        _requestNumber = _localInitialTsn;
        _streamsToAdd = 0;
        BeginPeerRequests();
        foreach (ushort streamId in _earlyResets)
        {
            if (Has(SctpExtensions.Reconfiguration))
            {
                _sender.PrepareReset(streamId, discardQueued: false);
            }
            else
            {
                _events.Enqueue(SctpEvent.OfStream(SctpEventKind.OutgoingStreamResetFailed, streamId));
            }
        }

        _earlyResets.Clear();
    }

    private void MayBeginRequest(Timestamp now, ISctpPacketSink sink)
    {
        // A shutdown waits for what waits behind a reset, so resets go on until it is all sent.
        bool isSending = _phase is AssociationPhase.Established or AssociationPhase.ShutdownPending or AssociationPhase.ShutdownReceived;
        if (_request != StreamRequestKind.None || !isSending)
        {
            return;
        }

        if (_sender.HasStreamsToReset)
        {
            _request = StreamRequestKind.ResetOutgoing;
            _requestStreamCount = _sender.BeginReset(_requestStreams);
            _requestLastTsn = _sender.NextTsn - 1;
        }
        else if (_streamsToAdd > 0)
        {
            _request = StreamRequestKind.AddOutgoing;
            _requestedStreams = (ushort)_streamsToAdd;
            _streamsToAdd = 0;
        }
        else
        {
            return;
        }

        SendRequest(now, sink);
    }

    private void SendRequest(Timestamp now, ISctpPacketSink sink)
    {
        Span<byte> parameter = stackalloc byte[OutgoingSsnResetParameter.HeaderLength + (SctpLimits.MaxStreamsPerReset * sizeof(ushort))];
        int length = _request == StreamRequestKind.ResetOutgoing
            ? OutgoingSsnResetParameter.Write(
                parameter, _requestNumber, _peerRequestNumber - 1, _requestLastTsn, _requestStreams.AsSpan(0, _requestStreamCount))
            : new AddOutgoingStreamsParameter(_requestNumber, _requestedStreams).Write(parameter);
        _writer.Commit(ReConfigChunk.Write(Reserve(ChunkFrame.Length + length, sink), parameter[..length]));
        _requestTimer.Start(now, _sender.Timeout.Value);
    }

    private void HandleRequestDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (_requestTimer.TryExpire(now) && CountError(sink))
        {
            _sender.Timeout.BackOff();
            SendRequest(now, sink);
        }
    }

    private void HandleResponse(Timestamp now, in ReconfigurationResponseParameter response)
    {
        if (_request == StreamRequestKind.None || response.ResponseNumber != _requestNumber)
        {
            return;
        }

        ClearErrors();
        if (response.Result is ReconfigurationResult.InProgress or ReconfigurationResult.RequestInProgress)
        {
            // The same request is asked again until it is done (§5.2.7).
            _requestTimer.Start(now, _sender.Timeout.Value);
            return;
        }

        bool isPerformed = response.Result is ReconfigurationResult.Performed or ReconfigurationResult.NothingToDo;
        if (_request == StreamRequestKind.ResetOutgoing)
        {
            EndReset(isPerformed);
        }
        else if (isPerformed)
        {
            _capabilities = _capabilities with { OutboundStreams = (ushort)(_capabilities.OutboundStreams + _requestedStreams) };
            _events.Enqueue(new SctpEvent(SctpEventKind.CapabilitiesNegotiated));
        }

        _request = StreamRequestKind.None;
        _requestNumber++;
        _requestTimer.Stop();
    }

    private void EndReset(bool isPerformed)
    {
        if (isPerformed)
        {
            _sender.CommitReset();
        }
        else
        {
            _sender.RollbackReset();
        }

        SctpEventKind kind = isPerformed ? SctpEventKind.OutgoingStreamReset : SctpEventKind.OutgoingStreamResetFailed;
        foreach (ushort streamId in _requestStreams.AsSpan(0, _requestStreamCount))
        {
            _events.Enqueue(SctpEvent.OfStream(kind, streamId));
        }
    }
}
