namespace Tureen.Audio.Codec;

/// <summary>One block of a RED payload.</summary>
/// <param name="PayloadType">The codec of the block.</param>
/// <param name="TimestampOffset">How much older it is than the packet, in units of the RTP clock; 0 for the last block.</param>
/// <param name="Start">Where it begins in the payload.</param>
/// <param name="Length">Its length.</param>
internal readonly record struct RedBlock(int PayloadType, int TimestampOffset, int Start, int Length);
