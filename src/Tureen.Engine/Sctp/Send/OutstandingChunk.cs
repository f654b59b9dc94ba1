using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>A fragment that has a TSN and is not covered by the cumulative ack.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OutstandingChunk
{
    public OutgoingMessage Message;
    public int Offset;

    /// <summary>Payload bytes; 0 in the end of an abandoned message that was never sent.</summary>
    public int Length;

    public uint FragmentSequence;
    public DataChunkFlags Flags;
    public OutstandingState State;

    /// <summary>SACKs that acknowledge later chunks but not this one (RFC 9260 §7.2.4).</summary>
    public byte MissingReports;

    /// <summary>A chunk is retransmitted fast only once (§7.2.4).</summary>
    public bool IsFastRetransmitted;

    /// <summary>TSNs to the next outstanding fragment of the same message; 0 for the last.</summary>
    public ushort NextOfMessage;

    /// <summary>TSNs to the next chunk that <see cref="SkippedMessages"/> counts for the same stream; 0 for the last.</summary>
    public ushort NextOfStream;

    public int Transmissions;
    public Timestamp SentAt;
}
