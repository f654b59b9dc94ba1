using Concentus;

namespace Tureen.Audio.Codec;

/// <summary>The decoder of Concentus.</summary>
internal sealed class OpusFrameDecoder(int sampleRate) : IFrameDecoder
{
    /// <summary>Concentus conceals in steps of 2.5 ms.</summary>
    private const int StepsPerSecond = 400;

    private readonly IOpusDecoder _decoder = OpusLibrary.CreateDecoder(sampleRate, channels: 1);

    /// <remarks>The decoder may throw anything for bytes that no encoder wrote.</remarks>
    public int Decode(ReadOnlySpan<byte> payload, Span<short> output)
    {
        try
        {
            return Math.Max(0, _decoder.Decode(payload, output, output.Length, decode_fec: false));
        }
        catch (Exception)
        {
            _decoder.ResetState();
            return 0;
        }
    }

    public bool TryRecover(ReadOnlySpan<byte> next, Span<short> output)
    {
        try
        {
            return _decoder.Decode(next, output, output.Length, decode_fec: true) == output.Length;
        }
        catch (Exception)
        {
            _decoder.ResetState();
            return false;
        }
    }

    public void Conceal(Span<short> output)
    {
        int step = sampleRate / StepsPerSecond;
        int length = output.Length / step * step;
        output[length..].Clear();
        if (length == 0)
        {
            return;
        }

        try
        {
            _decoder.Decode([], output[..length], length, decode_fec: false);
        }
        catch (Exception)
        {
            _decoder.ResetState();
            output.Clear();
        }
    }

    public void Reset() => _decoder.ResetState();
}
