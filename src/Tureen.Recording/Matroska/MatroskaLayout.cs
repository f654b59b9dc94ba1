namespace Tureen.Recording.Matroska;

/// <summary>Where the parts of a file are that change at its end.</summary>
/// <param name="SegmentStart">Offset in the file of the segment's data; its length precedes it.</param>
/// <param name="DurationOffset">Offset in the file of the duration.</param>
/// <param name="InfoPosition">Offset of the general part from <paramref name="SegmentStart"/>.</param>
/// <param name="TracksPosition">Offset of the tracks from <paramref name="SegmentStart"/>.</param>
internal readonly record struct MatroskaLayout(int SegmentStart, int DurationOffset, int InfoPosition, int TracksPosition);
