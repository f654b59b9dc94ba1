using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>What exists only while there is an association, from COOKIE ACK to its end; a restart of the peer begins with a new one.</summary>
internal sealed class Established
{
    /// <summary>Parameters of one RE-CONFIG (RFC 6525 §3.1).</summary>
    private const int MaxReConfigParameters = 2;

    private readonly ControlBlock _block;
    private readonly DataExchange _data;
    private readonly Heartbeats _heartbeats;
    private readonly PeerResets _peerResets;
    private readonly Shutdown _shutdown;

    /// <param name="block">The association, which was just established.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="peerInitialTsn">The TSN of the peer's first DATA chunk.</param>
    /// <param name="earlyResets">Streams that were to be reset before.</param>
    public Established(ControlBlock block, Timestamp now, uint peerInitialTsn, IEnumerable<ushort> earlyResets)
    {
        _block = block;
        _shutdown = new Shutdown(block);
        _data = new DataExchange(block, _shutdown);
        _heartbeats = new Heartbeats(block, now);
        Resets = new StreamResets(block);
        _peerResets = new PeerResets(block, Resets, peerInitialTsn);
        foreach (ushort streamId in earlyResets)
        {
            Resets.Prepare(streamId);
        }
    }

    /// <summary>Our requests about streams.</summary>
    public StreamResets Resets { get; }

    /// <summary>Without those of the sender and the receiver.</summary>
    public Timestamp NextDeadline => Timestamp.Min(
        Timestamp.Min(_shutdown.NextDeadline, Resets.NextDeadline), _heartbeats.NextDeadline);

    /// <summary>Each part may end the association, after which none of the others is due.</summary>
    public void HandleDeadline(Timestamp now, ISctpPacketSink sink)
    {
        _data.HandleDeadline(now, sink);
        if (_block.IsUp)
        {
            _shutdown.HandleDeadline(now, sink);
        }

        if (_block.IsUp)
        {
            _heartbeats.HandleDeadline(now, sink);
        }

        if (_block.IsUp)
        {
            Resets.HandleDeadline(now, _peerResets.LastNumber, sink);
        }

        if (_block.IsUp)
        {
            SendPending(now, sink);
        }
    }

    /// <summary>Sends the results of a packet after its last chunk.</summary>
    public void HandlePacketEnd(Timestamp now, ISctpPacketSink sink)
    {
        _block.Receiver.HandlePacketEnd(now);
        SendPending(now, sink);
    }

    /// <summary>Everything that may leave now: control chunks that are due, then data, packet by packet.</summary>
    public void SendPending(Timestamp now, ISctpPacketSink sink)
    {
        _peerResets.CompleteResetIfDue(sink);
        Resets.BeginRequestIfNeeded(now, _peerResets.LastNumber, sink);
        _data.SendSackIfDue(sink);
        _data.SendData(now, sink);
        _shutdown.ContinueIfDrained(now, sink);
        _block.Packets.Flush(sink);
    }

    /// <summary>Handles a chunk that needs an association; false if nothing more of the packet is to be taken.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="sink">Where packets go.</param>
    /// <param name="isReported">Whether an unknown chunk of the packet was reported, which is done once.</param>
    public bool HandleChunk(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink, ref bool isReported)
    {
        switch (chunk.Type)
        {
            case DataChunk.Type:
                return _data.HandleData(chunk, sink);
            case IDataChunk.Type when _block.Has(SctpExtensions.Interleaving):
                return _data.HandleInterleavedData(chunk, sink);
            case SackChunk.Type:
                _data.HandleSack(now, chunk);
                return true;
            case ForwardTsnChunk.Type when _block.Has(SctpExtensions.PartialReliability):
            case IForwardTsnChunk.Type when _block.Has(SctpExtensions.PartialReliability) && _block.Has(SctpExtensions.Interleaving):
                return _data.HandleForwardTsn(chunk, sink);
            case HeartbeatChunk.Type:
                _heartbeats.HandleHeartbeat(chunk, sink);
                return true;
            case HeartbeatAckChunk.Type:
                _heartbeats.HandleHeartbeatAck(now, chunk);
                return true;
            case ReConfigChunk.Type when _block.Has(SctpExtensions.Reconfiguration):
                HandleReConfig(now, chunk, sink);
                return true;
            case ShutdownChunk.Type:
                _shutdown.HandleShutdown(now, chunk, sink);
                return true;
            case ShutdownAckChunk.Type:
                _shutdown.HandleShutdownAck(chunk, sink);
                return true;
            default:
                return HandleUnknown(chunk, sink, ref isReported);
        }
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

            if (parameter.Type != ReconfigurationResponseParameter.Type)
            {
                _peerResets.HandleRequest(parameter, sink);
            }
            else if (ReconfigurationResponseParameter.TryParse(parameter.Bytes, out ReconfigurationResponseParameter response))
            {
                Resets.HandleResponse(now, response);
            }
        }
    }

    private bool HandleUnknown(in SctpChunk chunk, ISctpPacketSink sink, ref bool isReported)
    {
        UnknownTypeRule rule = chunk.UnknownTypeRule;
        if (rule is UnknownTypeRule.StopAndReport or UnknownTypeRule.SkipAndReport && !isReported)
        {
            isReported = true;
            int length = Math.Min(chunk.Bytes.Length, SctpLimits.MaxReportedUnknown);
            _block.Packets.AddError(CauseCode.UnrecognizedChunkType, chunk.Bytes[..length], sink);
        }

        return rule is UnknownTypeRule.Skip or UnknownTypeRule.SkipAndReport;
    }
}
