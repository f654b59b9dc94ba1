using Concentus;
using Concentus.Enums;

namespace Tureen.Audio.Codec;

/// <summary>The encoder of Concentus, set for voice.</summary>
internal sealed class OpusFrameEncoder : IFrameEncoder
{
    /// <summary>Of 10. Above it, the managed encoder costs much time and gains little.</summary>
    private const int Complexity = 5;

    private readonly IOpusEncoder _encoder;

    public OpusFrameEncoder(int sampleRate, int bitrate, bool hasFec, int expectedLoss)
    {
        _encoder = OpusLibrary.CreateEncoder(sampleRate, channels: 1, OpusApplication.OPUS_APPLICATION_VOIP);
        _encoder.Bitrate = bitrate;
        _encoder.Complexity = Complexity;
        _encoder.UseInbandFEC = hasFec;
        _encoder.PacketLossPercent = hasFec ? expectedLoss : 0;
        _encoder.SignalType = OpusSignal.OPUS_SIGNAL_VOICE;
    }

    public int Encode(ReadOnlySpan<short> frame, Span<byte> output) => _encoder.Encode(frame, frame.Length, output, output.Length);
}
