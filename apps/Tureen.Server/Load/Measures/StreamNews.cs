namespace Tureen.Server.Load.Measures;

/// <summary>What follows from a packet.</summary>
/// <param name="IsFirst">Whether there is something to hear or to see for the first time.</param>
/// <param name="NeedsKeyFrame">Whether the viewer should ask for a key frame.</param>
internal readonly record struct StreamNews(bool IsFirst, bool NeedsKeyFrame);
