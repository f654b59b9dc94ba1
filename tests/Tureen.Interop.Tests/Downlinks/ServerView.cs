namespace Tureen.Interop.Tests.Downlinks;

/// <summary>What the server reports of its transport to the viewer.</summary>
/// <param name="Available">Bits per second that it can send.</param>
/// <param name="ProbationBytes">Bytes of probes that it sent.</param>
/// <param name="BytesSent">All bytes that it sent.</param>
internal sealed record ServerView(long Available, long ProbationBytes, long BytesSent);
