using Concentus;
using Concentus.Enums;

namespace Tureen.Audio.Codec;

/// <summary>Makes the codecs of Concentus: always the managed ones, so that nothing depends on what is installed.</summary>
internal static class OpusLibrary
{
    private const int WarmFrames = 50;
    private const int WarmRate = 48_000;
    private const int WarmFrame = WarmRate / 50;

    private static readonly Lazy<bool> Warm = new(static () =>
    {
        Use(new OpusFrameEncoder(WarmRate, bitrate: 32_000, hasFec: true, expectedLoss: 5), new OpusFrameDecoder(WarmRate));
        return true;
    });

    static OpusLibrary() => OpusCodecFactory.AttemptToUseNativeLibrary = false;

    /// <summary>
    /// Encodes and decodes a moment of sound, once in the process. The runtime compiles the codec when it is first used, which takes many times longer
    /// than a frame lasts; during a call, that would be heard.
    /// </summary>
    public static void WarmUp() => _ = Warm.Value;

    public static IOpusDecoder CreateDecoder(int sampleRate, int channels) => OpusCodecFactory.CreateDecoder(sampleRate, channels);

    public static IOpusEncoder CreateEncoder(int sampleRate, int channels, OpusApplication application) =>
        OpusCodecFactory.CreateEncoder(sampleRate, channels, application);

    private static void Use(OpusFrameEncoder encoder, OpusFrameDecoder decoder)
    {
        short[] frame = new short[WarmFrame];
        short[] decoded = new short[WarmFrame];
        byte[] payload = new byte[AudioLimits.MaxSentPayloadLength];
        for (int i = 0; i < WarmFrames; i++)
        {
            // A voice that rises and falls, and silence between: the parts of the codec that a call uses.
            for (int j = 0; j < frame.Length; j++)
            {
                double seconds = (double)((i * WarmFrame) + j) / WarmRate;
                frame[j] = (short)(i % 10 < 7 ? 8_000 * Math.Sin(2 * Math.PI * (120 + i) * seconds) * Math.Sin(Math.PI * 5 * seconds) : 0);
            }

            int length = encoder.Encode(frame, payload);
            switch (i % 10)
            {
                case 3:
                    decoder.Conceal(decoded);
                    break;
                case 4:
                    decoder.TryRecover(payload.AsSpan(0, length), decoded);
                    break;
            }

            decoder.Decode(payload.AsSpan(0, length), decoded);
        }
    }
}
