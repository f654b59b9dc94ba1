namespace Tureen.Audio.Codec;

/// <summary>Encodes frames of mono samples as Opus packets.</summary>
internal interface IFrameEncoder
{
    /// <summary>Encodes a frame. Returns the length of the packet.</summary>
    int Encode(ReadOnlySpan<short> frame, Span<byte> output);
}
