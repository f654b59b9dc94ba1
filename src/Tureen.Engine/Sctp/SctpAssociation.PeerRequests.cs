using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>The peer's requests about streams (RFC 6525 §5.2).</summary>
internal sealed partial class SctpAssociation
{
    /// <summary>Parameters of one RE-CONFIG (RFC 6525 §3.1).</summary>
    private const int MaxReConfigParameters = 2;

    /// <summary>The streams of the reset that waits for data, or was done last.</summary>
    private readonly List<ushort> _peerResetStreams = [];

    /// <summary>The number that the peer's next request must have.</summary>
    private uint _peerRequestNumber;
    private ReconfigurationResult _peerResult;
    private uint _peerResetLastTsn;

    /// <summary>The reset was done and answered when its data came; the peer may ask for it again under a new number.</summary>
    private bool _isPeerResetDoneUnasked;

    private void BeginPeerRequests()
    {
        _peerRequestNumber = _peer.InitialTsn;
        _peerResult = ReconfigurationResult.NothingToDo;
        _peerResetStreams.Clear();
        _isPeerResetDoneUnasked = false;
    }

    private void HandleReConfig(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (!ReConfigChunk.TryParse(chunk.Bytes, out ReConfigChunk reConfig))
        {
            return;
        }

        int count = 0;
        foreach (SctpParameter parameter in new ParameterEnumerator(reConfig.Parameters))
        {
            if (++count > MaxReConfigParameters)
            {
                return;
            }

            HandleReConfigParameter(now, parameter, sink);
        }
    }

    private void HandleReConfigParameter(Timestamp now, in SctpParameter parameter, ISctpPacketSink sink)
    {
        switch (parameter.Type)
        {
            case OutgoingSsnResetParameter.Type
                when OutgoingSsnResetParameter.TryParse(parameter.Bytes, out OutgoingSsnResetParameter reset):
                HandlePeerReset(reset, sink);
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
                    Answer(AddOutbound(add.Count), sink);
                }

                break;
            case ReconfigurationResponseParameter.Type
                when ReconfigurationResponseParameter.TryParse(parameter.Bytes, out ReconfigurationResponseParameter response):
                HandleResponse(now, response);
                break;
        }
    }

    /// <summary>Whether the request is to be performed. One that came before gets the same answer, one out of turn a refusal.</summary>
    private bool IsNew(uint requestNumber, ISctpPacketSink sink)
    {
        if (requestNumber == _peerRequestNumber)
        {
            // What cannot be told to the owner is not taken; the peer asks again.
            return _events.Count < SctpLimits.MaxEvents;
        }

        SendResponse(requestNumber, requestNumber == _peerRequestNumber - 1 ? _peerResult : ReconfigurationResult.BadSequenceNumber, sink);
        return false;
    }

    private void Answer(ReconfigurationResult result, ISctpPacketSink sink)
    {
        _peerResult = result;
        SendResponse(_peerRequestNumber++, result, sink);
    }

    private void SendResponse(uint requestNumber, ReconfigurationResult result, ISctpPacketSink sink)
    {
        Span<byte> parameter = stackalloc byte[32];
        int length = new ReconfigurationResponseParameter(requestNumber, result).Write(parameter);
        _writer.Commit(ReConfigChunk.Write(Reserve(ChunkFrame.Length + length, sink), parameter[..length]));
    }

    private void HandlePeerReset(in OutgoingSsnResetParameter reset, ISctpPacketSink sink)
    {
        MayCompletePeerReset(sink);
        if (!IsNew(reset.RequestNumber, sink))
        {
            return;
        }

        bool isKnown = _isPeerResetDoneUnasked && reset.LastTsn == _peerResetLastTsn && IsSame(reset.StreamIds);
        _isPeerResetDoneUnasked = false;
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

        _peerResetLastTsn = reset.LastTsn;
        bool isDone = _receiver.ResetStreams(reset.LastTsn, CollectionsMarshal.AsSpan(_peerResetStreams));
        if (isDone)
        {
            TellPeerReset();
        }

        Answer(isDone ? ReconfigurationResult.Performed : ReconfigurationResult.InProgress, sink);
    }

    private bool IsSame(in StreamIdList streamIds)
    {
        bool isSame = streamIds.Count == _peerResetStreams.Count;
        for (int i = 0; isSame && i < streamIds.Count; i++)
        {
            isSame = streamIds[i] == _peerResetStreams[i];
        }

        return isSame;
    }

    private bool TryTakeStreams(in StreamIdList streamIds)
    {
        _peerResetStreams.Clear();
        for (int i = 0; i < streamIds.Count; i++)
        {
            if (streamIds[i] >= _capabilities.InboundStreams)
            {
                _peerResetStreams.Clear();
                return false;
            }

            _peerResetStreams.Add(streamIds[i]);
        }

        return true;
    }

    /// <summary>The data that a reset waited for has come: the answer is sent without being asked for again.</summary>
    private void MayCompletePeerReset(ISctpPacketSink sink)
    {
        if (_receiver.TakeResetCompleted())
        {
            _isPeerResetDoneUnasked = true;
            _peerResult = ReconfigurationResult.Performed;
            TellPeerReset();
            SendResponse(_peerRequestNumber - 1, _peerResult, sink);
        }
    }

    private void TellPeerReset()
    {
        if (_peerResetStreams.Count == 0)
        {
            _events.Enqueue(new SctpEvent(SctpEventKind.AllIncomingStreamsReset));
        }

        foreach (ushort streamId in _peerResetStreams)
        {
            _events.Enqueue(SctpEvent.OfStream(SctpEventKind.IncomingStreamReset, streamId));
        }
    }

    private ReconfigurationResult PrepareReset(in StreamIdList streamIds)
    {
        for (int i = 0; i < streamIds.Count; i++)
        {
            if (streamIds[i] >= _capabilities.OutboundStreams)
            {
                return ReconfigurationResult.WrongSsn;
            }
        }

        if (streamIds.Count == 0 || _phase != AssociationPhase.Established)
        {
            return ReconfigurationResult.Denied;
        }

        if (_sender.PendingResets + streamIds.Count > SctpLimits.MaxPendingResets)
        {
            return ReconfigurationResult.RequestInProgress;
        }

        for (int i = 0; i < streamIds.Count; i++)
        {
            _sender.PrepareReset(streamIds[i], discardQueued: false);
        }

        return ReconfigurationResult.Performed;
    }

    private ReconfigurationResult AddInbound(ushort count)
    {
        if (_capabilities.InboundStreams + count > _options.InboundStreams)
        {
            return ReconfigurationResult.Denied;
        }

        _capabilities = _capabilities with { InboundStreams = (ushort)(_capabilities.InboundStreams + count) };
        _events.Enqueue(new SctpEvent(SctpEventKind.CapabilitiesNegotiated));
        return ReconfigurationResult.Performed;
    }

    private ReconfigurationResult AddOutbound(ushort count)
    {
        if (_capabilities.OutboundStreams + _streamsToAdd + count > _options.OutboundStreams)
        {
            return ReconfigurationResult.Denied;
        }

        _streamsToAdd += count;
        return ReconfigurationResult.Performed;
    }
}
