using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>The outgoing packets of one association: chunks gathered for the peer, and answers to senders that are not the peer.</summary>
internal sealed class OutgoingPackets(SctpAssociationOptions options)
{
    /// <summary>Bytes. The longest cause in an ABORT, rounded up.</summary>
    private const int MaxAbortCause = 16;

    private readonly SctpPacketWriter _writer = new(options.Mtu, options.LocalPort, options.RemotePort);

    /// <summary>The verification tag of packets to the peer; 0 while it is not known.</summary>
    public uint PeerTag { get; set; }

    /// <summary>Whether the peer agreed to packets without a checksum (RFC 9653).</summary>
    public bool OmitsChecksum { get; set; }

    /// <summary>Packets sent.</summary>
    public long Count => _writer.PacketsSent;

    /// <summary>Whether nothing is gathered.</summary>
    public bool IsEmpty => _writer.IsEmpty;

    /// <summary>The room that is left in the packet.</summary>
    public Span<byte> Room => _writer.Room;

    /// <summary>Room for a control chunk of at most this length; what is in the packet leaves first if it does not fit.</summary>
    public Span<byte> Reserve(int length, ISctpPacketSink sink)
    {
        if (_writer.Room.Length < length)
        {
            Flush(sink);
        }

        return _writer.Room;
    }

    /// <inheritdoc cref="SctpPacketWriter.Commit"/>
    public void Commit(int length) => _writer.Commit(length);

    /// <inheritdoc cref="SctpPacketWriter.InsertFirst"/>
    public Span<byte> InsertFirst(int length) => _writer.InsertFirst(length);

    public void Discard() => _writer.Discard();

    /// <summary>Sends what is gathered to the peer.</summary>
    public void Flush(ISctpPacketSink sink) => _writer.Flush(sink, PeerTag, hasChecksum: !OmitsChecksum);

    /// <summary>Sends what is gathered under another tag than the peer's.</summary>
    public void FlushTo(uint tag, ISctpPacketSink sink) => _writer.Flush(sink, tag, hasChecksum: true);

    public void AddError(CauseCode code, ReadOnlySpan<byte> information, ISctpPacketSink sink)
    {
        Span<byte> cause = stackalloc byte[SctpLimits.MaxReportedUnknown + 8];
        int length = ErrorCause.Write(cause, code, information);
        Commit(ErrorChunk.Write(Reserve(ChunkFrame.Length + length, sink), cause[..length]));
    }

    public void SendShutdownAck(ISctpPacketSink sink)
    {
        Commit(ShutdownAckChunk.Write(Reserve(ChunkFrame.Length, sink)));
        Flush(sink);
    }

    /// <summary>Answers a SHUTDOWN ACK that belongs to no association (RFC 9260 §8.4).</summary>
    public void SendShutdownCompleteTo(uint tag, ISctpPacketSink sink)
    {
        Flush(sink);
        Commit(ShutdownCompleteChunk.Write(Room, isTagReflected: true));
        FlushTo(tag, sink);
    }

    /// <summary>Sends ABORT to the peer, if it is known, in place of everything gathered.</summary>
    public void SendAbort(CauseCode cause, ISctpPacketSink sink, ReadOnlySpan<byte> information = default)
    {
        Discard();
        if (PeerTag == 0)
        {
            return;
        }

        Span<byte> causes = stackalloc byte[MaxAbortCause];
        int length = cause == CauseCode.None ? 0 : ErrorCause.Write(causes, cause, information);
        Commit(AbortChunk.Write(Room, isTagReflected: false, causes[..length]));
        Flush(sink);
    }

    /// <summary>Sends ABORT to a sender that is not the peer.</summary>
    public void SendAbortTo(uint tag, bool isTagReflected, CauseCode cause, ISctpPacketSink sink)
    {
        Flush(sink);
        Span<byte> causes = stackalloc byte[MaxAbortCause];
        int length = cause switch
        {
            CauseCode.None => 0,
            CauseCode.MissingMandatoryParameter => new MissingMandatoryParameterCause(StateCookieParameter.Type).Write(causes),
            _ => ErrorCause.Write(causes, cause),
        };
        Commit(AbortChunk.Write(Room, isTagReflected, causes[..length]));
        FlushTo(tag, sink);
    }
}
