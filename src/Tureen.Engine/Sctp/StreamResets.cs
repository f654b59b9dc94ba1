using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>Our requests about streams: to reset those that we send on, and to add more of them (RFC 6525 §5.1). One waits for its answer at a time.</summary>
internal sealed class StreamResets(ControlBlock block)
{
    private readonly SctpTimer _timer = new();

    /// <summary>The streams that the request names.</summary>
    private readonly ushort[] _streams = new ushort[SctpLimits.MaxStreamsPerReset];
    private StreamRequestKind _request;
    private uint _number = block.LocalInitialTsn;
    private uint _lastTsn;
    private int _streamCount;

    /// <summary>How many streams this request asks for, and how many the next one will ask for.</summary>
    private ushort _requestedStreams;
    private int _streamsToAdd;

    public Timestamp NextDeadline => _timer.Deadline;

    /// <summary>Resets a stream once all that waits on it was sent and acknowledged.</summary>
    public void Prepare(ushort streamId)
    {
        if (block.Has(SctpExtensions.Reconfiguration))
        {
            block.Sender.PrepareReset(streamId, discardQueued: false);
        }
        else
        {
            block.Events.Raise(SctpEvent.OfStream(SctpEventKind.OutgoingStreamResetFailed, streamId));
        }
    }

    /// <summary>Asks for more streams, for the owner.</summary>
    public void AddStreams(ushort count) =>
        _streamsToAdd = Math.Min(_streamsToAdd + count, ushort.MaxValue - block.Capabilities.OutboundStreams);

    /// <summary>Asks for more streams, for the peer; false if we do not want so many.</summary>
    public bool TryAddStreams(ushort count)
    {
        if (block.Capabilities.OutboundStreams + _streamsToAdd + count > block.Options.OutboundStreams)
        {
            return false;
        }

        _streamsToAdd += count;
        return true;
    }

    /// <param name="now">The current instant.</param>
    /// <param name="peerRequest">The number of the peer's last request, which a reset answers at the same time.</param>
    /// <param name="sink">Where packets go.</param>
    public void BeginRequestIfNeeded(Timestamp now, uint peerRequest, ISctpPacketSink sink)
    {
        // A shutdown waits for messages behind a reset, so resets continue until all of them are sent.
        bool isSending = block.Phase
            is AssociationPhase.Established or AssociationPhase.ShutdownPending or AssociationPhase.ShutdownReceived;
        if (_request != StreamRequestKind.None || !isSending)
        {
            return;
        }

        if (block.Sender.HasStreamsToReset)
        {
            _request = StreamRequestKind.ResetOutgoing;
            _streamCount = block.Sender.BeginReset(_streams);
            _lastTsn = block.Sender.NextTsn - 1;
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

        SendRequest(now, peerRequest, sink);
    }

    public void HandleDeadline(Timestamp now, uint peerRequest, ISctpPacketSink sink)
    {
        if (_timer.TryExpire(now) && block.CountError(sink))
        {
            block.Sender.Timeout.BackOff();
            SendRequest(now, peerRequest, sink);
        }
    }

    public void HandleResponse(Timestamp now, in ReconfigurationResponseParameter response)
    {
        if (_request == StreamRequestKind.None || response.ResponseNumber != _number)
        {
            return;
        }

        block.ClearErrors();
        if (response.Result is ReconfigurationResult.InProgress or ReconfigurationResult.RequestInProgress)
        {
            // The same request is sent again until it is done (§5.2.7).
            _timer.Start(now, block.Sender.Timeout.Value);
            return;
        }

        bool isPerformed = response.Result is ReconfigurationResult.Performed or ReconfigurationResult.NothingToDo;
        if (_request == StreamRequestKind.ResetOutgoing)
        {
            EndReset(isPerformed);
        }
        else if (isPerformed)
        {
            SctpCapabilities capabilities = block.Capabilities;
            block.Capabilities = capabilities with { OutboundStreams = (ushort)(capabilities.OutboundStreams + _requestedStreams) };
            block.Events.Raise(new SctpEvent(SctpEventKind.CapabilitiesNegotiated));
        }

        _request = StreamRequestKind.None;
        _number++;
        _timer.Stop();
    }

    private void SendRequest(Timestamp now, uint peerRequest, ISctpPacketSink sink)
    {
        Span<byte> parameter = stackalloc byte[OutgoingSsnResetParameter.HeaderLength + (SctpLimits.MaxStreamsPerReset * sizeof(ushort))];
        int length = _request == StreamRequestKind.ResetOutgoing
            ? OutgoingSsnResetParameter.Write(parameter, _number, peerRequest, _lastTsn, _streams.AsSpan(0, _streamCount))
            : new AddOutgoingStreamsParameter(_number, _requestedStreams).Write(parameter);
        Span<byte> room = block.Packets.Reserve(ChunkFrame.Length + length, sink);
        block.Packets.Commit(ReConfigChunk.Write(room, parameter[..length]));
        _timer.Start(now, block.Sender.Timeout.Value);
    }

    private void EndReset(bool isPerformed)
    {
        if (isPerformed)
        {
            block.Sender.CommitReset();
        }
        else
        {
            block.Sender.RollbackReset();
        }

        SctpEventKind kind = isPerformed ? SctpEventKind.OutgoingStreamReset : SctpEventKind.OutgoingStreamResetFailed;
        foreach (ushort streamId in _streams.AsSpan(0, _streamCount))
        {
            block.Events.Raise(SctpEvent.OfStream(kind, streamId));
        }
    }
}
