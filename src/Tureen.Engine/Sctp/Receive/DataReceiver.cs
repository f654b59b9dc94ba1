using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>The receiving half of an association: chunks in, messages and SACKs out.</summary>
/// <remarks>
/// The association calls, for each packet: <c>HandleData</c> and <c>HandleForwardTsn</c> for its chunks, then
/// <see cref="HandlePacketEnd"/> once; it drains <see cref="TryReadMessage"/>; and when <see cref="NeedsSack"/> it sends
/// what <see cref="WriteSack"/> writes. Chunks with an empty payload are the association's to refuse.
/// </remarks>
internal sealed class DataReceiver(SctpBufferPool pool, int receiveWindow, int maxMessageLength)
{
    /// <summary>All TSNs up to this one were received or given up.</summary>
    public uint CumulativeTsn => 0;

    /// <summary>a_rwnd: the bytes for which there is room.</summary>
    public uint AdvertisedWindow => (uint)receiveWindow;

    /// <summary>A SACK is to be sent now.</summary>
    public bool NeedsSack => false;

    /// <summary>Something is not yet acknowledged; a packet that leaves anyway should begin with the SACK.</summary>
    public bool HasUnacknowledged => false;

    /// <summary>Messages not delivered because they were longer than allowed.</summary>
    public long TooLongMessages => maxMessageLength < 0 ? 1 : 0;

    /// <summary>Messages of which a part but not the whole was received.</summary>
    public int PartialFragments => 0;

    public Deadline NextDeadline => Deadline.None;

    /// <summary>Begins, or begins anew after a restart of the peer: forgets all that was not delivered.</summary>
    public void Establish(uint peerInitialTsn, bool isInterleaving)
    {
    }

    public DataVerdict HandleData(in DataChunk chunk) => DataVerdict.Refused;

    public DataVerdict HandleData(in IDataChunk chunk) => DataVerdict.Refused;

    /// <summary>False if the chunk changed nothing (old, or a leap that no sender makes); the SACK is due at once all the same.</summary>
    public bool HandleForwardTsn(in ForwardTsnChunk chunk) => false;

    /// <inheritdoc cref="HandleForwardTsn(in ForwardTsnChunk)"/>
    public bool HandleForwardTsn(in IForwardTsnChunk chunk) => false;

    /// <summary>After the last chunk of a packet: whether and when to acknowledge.</summary>
    public void HandlePacketEnd(Timestamp now)
    {
    }

    /// <summary>The delayed SACK; afterwards <see cref="NeedsSack"/>.</summary>
    public void HandleDeadline(Timestamp now)
    {
    }

    /// <summary>Asks for a SACK now, as SHUTDOWN does.</summary>
    public void RequestSack()
    {
    }

    /// <summary>Writes a SACK chunk, as much of it as fits; returns its length, 0 if not even an empty one fits (16 bytes).</summary>
    public int WriteSack(Span<byte> destination) => 0;

    /// <summary>The next message; the caller releases it.</summary>
    public bool TryReadMessage(out SctpMessage message)
    {
        message = new SctpMessage(pool, [], 0, 0, 0, isUnordered: false);
        return false;
    }

    /// <summary>
    /// The peer resets its outgoing streams (RFC 6525 §5.2.2; none named means all). True: done. False: data sent before is still
    /// missing, so answer "In progress"; it is done by itself when that data came, which <see cref="TakeResetCompleted"/> tells once.
    /// A second call while one waits replaces it.
    /// </summary>
    public bool ResetStreams(uint senderLastTsn, ReadOnlySpan<ushort> streamIds) => false;

    /// <summary>Whether a reset that was in progress was completed since the last call.</summary>
    public bool TakeResetCompleted() => false;

    /// <summary>Releases all that was not read.</summary>
    public void Close()
    {
    }
}
