using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>Whether an idle peer lives (RFC 9260 §8.3).</summary>
internal sealed class Heartbeats
{
    private readonly ControlBlock _block;
    private readonly SctpTimer _timer = new();
    private readonly SctpTimer _ackTimer = new();
    private ulong _nonce;
    private Timestamp _sentAt;

    public Heartbeats(ControlBlock block, Timestamp now)
    {
        _block = block;
        StartTimer(now);
    }

    public Timestamp NextDeadline => Timestamp.Min(_timer.Deadline, _ackTimer.Deadline);

    public void HandleDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (_ackTimer.TryExpire(now))
        {
            if (!_block.CountError(sink))
            {
                return;
            }

            _block.Sender.Timeout.BackOff();
        }

        if (!_timer.TryExpire(now))
        {
            return;
        }

        // Outstanding data shows by itself whether the peer lives.
        if (!_block.Sender.HasOutstanding && _block.Phase == AssociationPhase.Established)
        {
            Send(now, sink);
        }

        StartTimer(now);
    }

    /// <summary>Answers a HEARTBEAT with the content that it carries.</summary>
    public void HandleHeartbeat(in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (!HeartbeatChunk.TryParse(chunk.Bytes, out HeartbeatChunk heartbeat))
        {
            return;
        }

        int length = ChunkFrame.Pad(chunk.Bytes.Length);
        Span<byte> room = _block.Packets.Reserve(length, sink);
        if (room.Length >= length)
        {
            _block.Packets.Commit(HeartbeatAckChunk.Write(room, heartbeat.Info));
        }
    }

    public void HandleHeartbeatAck(Timestamp now, in SctpChunk chunk)
    {
        if (_ackTimer.IsRunning
            && HeartbeatAckChunk.TryParse(chunk.Bytes, out HeartbeatAckChunk ack)
            && HeartbeatInfoParameter.TryParse(ack.Info, out HeartbeatInfoParameter info)
            && info.Info.Length == sizeof(ulong)
            && BinaryPrimitives.ReadUInt64BigEndian(info.Info) == _nonce)
        {
            _ackTimer.Stop();
            _block.Sender.Timeout.Measure(now - _sentAt);
            _block.ClearErrors();
        }
    }

    /// <summary>The time is jittered by half an RTO, so that many associations do not beat as one.</summary>
    private void StartTimer(Timestamp now)
    {
        TimeSpan interval = _block.Options.HeartbeatInterval;
        if (interval > TimeSpan.Zero)
        {
            _timer.Start(now, interval + (_block.Sender.Timeout.Value * (0.5 + _block.Random.NextDouble())));
        }
    }

    private void Send(Timestamp now, ISctpPacketSink sink)
    {
        _nonce = _block.Random.NextUInt64();
        _sentAt = now;
        Span<byte> nonce = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(nonce, _nonce);
        Span<byte> info = stackalloc byte[ParameterFrame.Length + sizeof(ulong)];
        int length = HeartbeatInfoParameter.Write(info, nonce);
        _block.Packets.Commit(HeartbeatChunk.Write(_block.Packets.Reserve(ChunkFrame.Length + length, sink), info));
        _ackTimer.Start(now, _block.Sender.Timeout.Value);
    }
}
