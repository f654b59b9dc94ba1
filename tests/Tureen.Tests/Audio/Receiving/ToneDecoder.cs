using Tureen.Audio.Codec;

namespace Tureen.Tests.Audio.Receiving;

/// <summary>A decoder without a codec, for long calls: the second byte of a packet is the frequency of its tone, in units of 10 Hz.</summary>
internal sealed class ToneDecoder(int sampleRate) : IFrameDecoder
{
    private double _phase;
    private double _frequency = 200;

    public int Recovered { get; private set; }

    public int Concealed { get; private set; }

    public int Decode(ReadOnlySpan<byte> payload, Span<short> output)
    {
        _frequency = payload.Length > 1 ? payload[^1] * 10 : 0;
        Fill(output);
        return output.Length;
    }

    public bool TryRecover(ReadOnlySpan<byte> next, Span<short> output)
    {
        Recovered++;
        Fill(output);
        return true;
    }

    public void Conceal(Span<short> output)
    {
        Concealed++;
        Fill(output);
    }

    public void Reset() => _phase = 0;

    private void Fill(Span<short> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = _frequency == 0 ? (short)0 : (short)(8_000 * Math.Sin(_phase));
            _phase += 2 * Math.PI * _frequency / sampleRate;
        }
    }
}
