namespace Tureen.Engine.Codecs;

/// <summary>The codecs whose payload the engine reads; all others are forwarded unseen.</summary>
internal enum MediaCodec : byte
{
    Other,
    Opus,
    Vp8,
    Vp9,
    H264,
    Av1,
}
