namespace Tureen.Tests.Engine.Sctp.Receive;

/// <summary>A fragment as <see cref="SimpleReassembly"/> keeps it.</summary>
internal sealed record SimpleFragment(
    ushort Stream, bool IsUnordered, uint Message, long Sequence, uint Tsn, bool IsBeginning, bool IsEnd, byte[] Payload);
