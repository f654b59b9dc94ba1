namespace Tureen.Recording.Matroska;

/// <summary>A place from which a player can go on.</summary>
/// <param name="Milliseconds">Its time.</param>
/// <param name="Track">The number of the track that begins there.</param>
/// <param name="ClusterPosition">Its cluster, from the start of the segment.</param>
internal readonly record struct CueEntry(long Milliseconds, int Track, long ClusterPosition);
