using Concentus;
using Concentus.Enums;

namespace Tureen.Audio.Codec;

/// <summary>Makes the codecs of Concentus: always the managed ones, so that nothing depends on what is installed.</summary>
internal static class OpusLibrary
{
    static OpusLibrary() => OpusCodecFactory.AttemptToUseNativeLibrary = false;

    public static IOpusDecoder CreateDecoder(int sampleRate, int channels) => OpusCodecFactory.CreateDecoder(sampleRate, channels);

    public static IOpusEncoder CreateEncoder(int sampleRate, int channels, OpusApplication application) =>
        OpusCodecFactory.CreateEncoder(sampleRate, channels, application);
}
