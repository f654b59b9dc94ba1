namespace Tureen.Recording;

/// <summary>A file in a grid.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Cell">Files of one name share a place in the picture, one after the other.</param>
/// <param name="Offset">When it begins in the grid.</param>
/// <param name="Duration">How long it is.</param>
/// <param name="HasVideo">It has a picture.</param>
/// <param name="HasAudio">It has sound.</param>
public sealed record GridInput(string Path, string Cell, TimeSpan Offset, TimeSpan Duration, bool HasVideo, bool HasAudio);
