namespace Tureen.Audio.Codec;

/// <summary>Decodes Opus packets to mono samples of one rate.</summary>
internal interface IFrameDecoder
{
    /// <summary>Decodes a packet. Returns how many samples it has; 0 if it cannot be decoded.</summary>
    int Decode(ReadOnlySpan<byte> payload, Span<short> output);

    /// <summary>Decodes what a packet says about the frame before it (in-band FEC), as many samples as <paramref name="output"/> has.</summary>
    bool TryRecover(ReadOnlySpan<byte> next, Span<short> output);

    /// <summary>Makes up for a packet that is missing, as many samples as <paramref name="output"/> has.</summary>
    void Conceal(Span<short> output);

    /// <summary>Forgets what was decoded before.</summary>
    void Reset();
}
