using Tureen.Engine.Primitives;

namespace Tureen.Recording.Files;

/// <summary>How a file begins.</summary>
/// <param name="At">Its time zero, on the machine's line.</param>
/// <param name="StartedAt">The same as a date.</param>
/// <param name="Video">Null without video.</param>
/// <param name="Audio">Null without audio.</param>
internal sealed record FileStart(Timestamp At, DateTimeOffset StartedAt, TrackFormat? Video, TrackFormat? Audio);
