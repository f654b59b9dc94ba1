using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>Whether an idle peer lives (RFC 9260 §8.3).</summary>
internal sealed partial class SctpAssociation
{
    private readonly SctpTimer _heartbeatTimer = new(DeadlineReason.SctpHeartbeat);
    private readonly SctpTimer _heartbeatAckTimer = new(DeadlineReason.SctpHeartbeat);
    private ulong _heartbeatNonce;
    private Timestamp _heartbeatSentAt;

    private void BeginHeartbeats(Timestamp now)
    {
        _heartbeatAckTimer.Stop();
        StartHeartbeatTimer(now);
    }

    /// <summary>The time is jittered by half an RTO, so that many associations do not beat as one.</summary>
    private void StartHeartbeatTimer(Timestamp now)
    {
        if (_options.HeartbeatInterval > TimeSpan.Zero)
        {
            _heartbeatTimer.Start(now, _options.HeartbeatInterval + (_sender.Timeout.Value * (0.5 + _random.NextDouble())));
        }
    }

    private void HandleHeartbeatDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (_heartbeatAckTimer.TryExpire(now))
        {
            if (!CountError(sink))
            {
                return;
            }

            _sender.Timeout.BackOff();
        }

        if (!_heartbeatTimer.TryExpire(now))
        {
            return;
        }

        // What is outstanding finds out by itself whether the peer lives.
        if (!_sender.HasOutstanding && _phase == AssociationPhase.Established)
        {
            SendHeartbeat(now, sink);
        }

        StartHeartbeatTimer(now);
    }

    private void SendHeartbeat(Timestamp now, ISctpPacketSink sink)
    {
        _heartbeatNonce = _random.NextUInt64();
        _heartbeatSentAt = now;
        Span<byte> nonce = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(nonce, _heartbeatNonce);
        Span<byte> info = stackalloc byte[ParameterFrame.Length + sizeof(ulong)];
        int length = HeartbeatInfoParameter.Write(info, nonce);
        _writer.Commit(HeartbeatChunk.Write(Reserve(ChunkFrame.Length + length, sink), info));
        _heartbeatAckTimer.Start(now, _sender.Timeout.Value);
    }

    private void HandleHeartbeat(in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (!HeartbeatChunk.TryParse(chunk.Bytes, out HeartbeatChunk heartbeat))
        {
            return;
        }

        int length = ChunkFrame.Pad(chunk.Bytes.Length);
        Span<byte> room = Reserve(length, sink);
        if (room.Length >= length)
        {
            _writer.Commit(HeartbeatAckChunk.Write(room, heartbeat.Info));
        }
    }

    private void HandleHeartbeatAck(Timestamp now, in SctpChunk chunk)
    {
        if (_heartbeatAckTimer.IsRunning
            && HeartbeatAckChunk.TryParse(chunk.Bytes, out HeartbeatAckChunk ack)
            && HeartbeatInfoParameter.TryParse(ack.Info, out HeartbeatInfoParameter info)
            && info.Info.Length == sizeof(ulong)
            && BinaryPrimitives.ReadUInt64BigEndian(info.Info) == _heartbeatNonce)
        {
            _heartbeatAckTimer.Stop();
            _sender.Timeout.Measure(now - _heartbeatSentAt);
            ClearErrors();
        }
    }
}
