using System.Runtime.InteropServices;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>The peer's requests about streams (RFC 6525 §5.2).</summary>
/// <param name="block">The association.</param>
/// <param name="own">Our requests, which the peer may ask for.</param>
/// <param name="initialTsn">The TSN of the peer's first DATA chunk, and the number of its first request (§5.2.1).</param>
internal sealed class PeerResets(ControlBlock block, StreamResets own, uint initialTsn)
{
    /// <summary>The streams of the reset that waits for data, or was done last.</summary>
    private readonly List<ushort> _streams = [];

    /// <summary>The number that the peer's next request must have.</summary>
    private uint _nextNumber = initialTsn;
    private ReconfigurationResult _lastResult = ReconfigurationResult.NothingToDo;
    private uint _lastTsn;

    /// <summary>The reset was done and answered when its data came; the peer may ask for it again under a new number.</summary>
    private bool _isDoneUnasked;

    /// <summary>The number of the peer's last request.</summary>
    public uint LastNumber => _nextNumber - 1;

    public void HandleRequest(in SctpParameter parameter, ISctpPacketSink sink)
    {
        switch (parameter.Type)
        {
            case OutgoingSsnResetParameter.Type
                when OutgoingSsnResetParameter.TryParse(parameter.Bytes, out OutgoingSsnResetParameter reset):
                HandleReset(reset, sink);
                break;
            case IncomingSsnResetParameter.Type
                when IncomingSsnResetParameter.TryParse(parameter.Bytes, out IncomingSsnResetParameter reset):
                if (IsNew(reset.RequestNumber, sink))
                {
                    Answer(PrepareReset(reset.StreamIds), sink);
                }

                break;
            case SsnTsnResetParameter.Type when SsnTsnResetParameter.TryParse(parameter.Bytes, out SsnTsnResetParameter reset):
                if (IsNew(reset.RequestNumber, sink))
                {
                    Answer(ReconfigurationResult.Denied, sink);
                }

                break;
            case AddOutgoingStreamsParameter.Type
                when AddOutgoingStreamsParameter.TryParse(parameter.Bytes, out AddOutgoingStreamsParameter add):
                if (IsNew(add.RequestNumber, sink))
                {
                    Answer(AddInbound(add.Count), sink);
                }

                break;
            case AddIncomingStreamsParameter.Type
                when AddIncomingStreamsParameter.TryParse(parameter.Bytes, out AddIncomingStreamsParameter add):
                if (IsNew(add.RequestNumber, sink))
                {
                    Answer(own.TryAddStreams(add.Count) ? ReconfigurationResult.Performed : ReconfigurationResult.Denied, sink);
                }

                break;
        }
    }

    /// <summary>Sends the answer to a reset once its data has come, without a further request.</summary>
    public void CompleteResetIfDue(ISctpPacketSink sink)
    {
        if (block.Receiver.TakeResetCompleted())
        {
            _isDoneUnasked = true;
            _lastResult = ReconfigurationResult.Performed;
            RaiseReset();
            SendResponse(LastNumber, _lastResult, sink);
        }
    }

    /// <summary>Whether to perform the request. A repeated request gets the same answer; a request out of turn is refused.</summary>
    private bool IsNew(uint requestNumber, ISctpPacketSink sink)
    {
        if (requestNumber == _nextNumber)
        {
            // A request that cannot be reported to the owner is not taken; the peer repeats it.
            return block.Events.Count < SctpLimits.MaxEvents;
        }

        SendResponse(requestNumber, requestNumber == LastNumber ? _lastResult : ReconfigurationResult.BadSequenceNumber, sink);
        return false;
    }

    private void Answer(ReconfigurationResult result, ISctpPacketSink sink)
    {
        _lastResult = result;
        SendResponse(_nextNumber++, result, sink);
    }

    private void SendResponse(uint requestNumber, ReconfigurationResult result, ISctpPacketSink sink)
    {
        Span<byte> parameter = stackalloc byte[32];
        int length = new ReconfigurationResponseParameter(requestNumber, result).Write(parameter);
        Span<byte> room = block.Packets.Reserve(ChunkFrame.Length + length, sink);
        block.Packets.Commit(ReConfigChunk.Write(room, parameter[..length]));
    }

    private void HandleReset(in OutgoingSsnResetParameter reset, ISctpPacketSink sink)
    {
        CompleteResetIfDue(sink);
        if (!IsNew(reset.RequestNumber, sink))
        {
            return;
        }

        bool isKnown = _isDoneUnasked && reset.LastTsn == _lastTsn && IsSame(reset.StreamIds);
        _isDoneUnasked = false;
        if (isKnown)
        {
            Answer(ReconfigurationResult.Performed, sink);
            return;
        }

        if (!TryTakeStreams(reset.StreamIds))
        {
            Answer(ReconfigurationResult.WrongSsn, sink);
            return;
        }

        _lastTsn = reset.LastTsn;
        bool isDone = block.Receiver.ResetStreams(reset.LastTsn, CollectionsMarshal.AsSpan(_streams));
        if (isDone)
        {
            RaiseReset();
        }

        Answer(isDone ? ReconfigurationResult.Performed : ReconfigurationResult.InProgress, sink);
    }

    private bool IsSame(in StreamIdList streamIds)
    {
        bool isSame = streamIds.Count == _streams.Count;
        for (int i = 0; isSame && i < streamIds.Count; i++)
        {
            isSame = streamIds[i] == _streams[i];
        }

        return isSame;
    }

    private bool TryTakeStreams(in StreamIdList streamIds)
    {
        _streams.Clear();
        for (int i = 0; i < streamIds.Count; i++)
        {
            if (streamIds[i] >= block.Capabilities.InboundStreams)
            {
                _streams.Clear();
                return false;
            }

            _streams.Add(streamIds[i]);
        }

        return true;
    }

    private void RaiseReset()
    {
        if (_streams.Count == 0)
        {
            block.Events.Raise(new SctpEvent(SctpEventKind.AllIncomingStreamsReset));
        }

        foreach (ushort streamId in _streams)
        {
            block.Events.Raise(SctpEvent.OfStream(SctpEventKind.IncomingStreamReset, streamId));
        }
    }

    /// <summary>The peer asks us to reset streams that we send on.</summary>
    private ReconfigurationResult PrepareReset(in StreamIdList streamIds)
    {
        for (int i = 0; i < streamIds.Count; i++)
        {
            if (streamIds[i] >= block.Capabilities.OutboundStreams)
            {
                return ReconfigurationResult.WrongSsn;
            }
        }

        if (streamIds.Count == 0 || block.Phase != AssociationPhase.Established)
        {
            return ReconfigurationResult.Denied;
        }

        if (block.Sender.PendingResets + streamIds.Count > SctpLimits.MaxPendingResets)
        {
            return ReconfigurationResult.RequestInProgress;
        }

        for (int i = 0; i < streamIds.Count; i++)
        {
            block.Sender.PrepareReset(streamIds[i], discardQueued: false);
        }

        return ReconfigurationResult.Performed;
    }

    private ReconfigurationResult AddInbound(ushort count)
    {
        SctpCapabilities capabilities = block.Capabilities;
        if (capabilities.InboundStreams + count > block.Options.InboundStreams)
        {
            return ReconfigurationResult.Denied;
        }

        block.Capabilities = capabilities with { InboundStreams = (ushort)(capabilities.InboundStreams + count) };
        block.Events.Raise(new SctpEvent(SctpEventKind.CapabilitiesNegotiated));
        return ReconfigurationResult.Performed;
    }
}
