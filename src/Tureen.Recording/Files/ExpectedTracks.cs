using Tureen.Recording.Tracks;

namespace Tureen.Recording.Files;

/// <summary>What comes besides a frame, so that a file begins with room for it.</summary>
/// <param name="IsVideoComing">Somebody sends video.</param>
/// <param name="NextAudio">The next frame of sound that waits for its turn; null when none does.</param>
internal readonly record struct ExpectedTracks(bool IsVideoComing, TrackFrame? NextAudio);
