using Tureen.Audio.Codec;

namespace Tureen.Tests.Audio.Sending;

/// <summary>An encoder without a codec: a packet has the loudest sample of its frame.</summary>
internal sealed class LoudnessEncoder : IFrameEncoder
{
    public int Encode(ReadOnlySpan<short> frame, Span<byte> output)
    {
        int loudest = 0;
        foreach (short sample in frame)
        {
            loudest = Math.Max(loudest, Math.Abs((int)sample));
        }

        output[0] = 9 << 3;
        output[1] = 0;
        output[2] = (byte)(loudest >> 8);
        output[3] = (byte)loudest;
        return 4;
    }
}
