using System.Runtime.InteropServices;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>A fragment that waits for the others of its message.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FragmentSlot
{
    /// <summary>In <see cref="OtherEnd"/>: a fragment between the ends of its run.</summary>
    public const int Inner = -1;

    public FragmentKey Key;

    /// <summary>The number of its message, by which the runs of a stream are put in order.</summary>
    public uint Order;

    /// <summary>Null in a run that is being discarded.</summary>
    public byte[]? Buffer;

    public int Length;
    public uint Tsn;
    public uint PayloadProtocolId;
    public DataChunkFlags Flags;

    /// <summary>At the two ends of a run of consecutive fragments: where the other end is, itself in a run of one.</summary>
    public int OtherEnd;

    /// <summary>At the two ends: bytes of the whole run.</summary>
    public long RunBytes;

    /// <summary>At the two ends: the message is too long; only the ends are kept, without their bytes.</summary>
    public bool IsDiscarding;
}
