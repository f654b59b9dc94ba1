namespace Tureen.Server.Load.Media;

/// <summary>The numbers of one frame of VP8 (RFC 7741 §4.2).</summary>
/// <param name="PictureId">15 bits.</param>
/// <param name="BaseIndex">Counts the frames of the lowest temporal layer (TL0PICIDX).</param>
/// <param name="TemporalLayer">Its temporal layer.</param>
/// <param name="KeyIndex">Counts the key frames, 5 bits.</param>
internal readonly record struct Vp8FrameNumbers(int PictureId, byte BaseIndex, int TemporalLayer, int KeyIndex);
