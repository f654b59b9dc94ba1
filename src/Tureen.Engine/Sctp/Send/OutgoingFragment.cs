using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>A piece of a message.</summary>
internal readonly record struct OutgoingFragment(
    OutgoingMessage Message, int Offset, int Length, uint FragmentSequence, DataChunkFlags Flags);
