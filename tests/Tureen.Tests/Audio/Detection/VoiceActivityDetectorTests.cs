using Tureen.Audio;
using Tureen.Testing;

namespace Tureen.Tests.Audio.Detection;

public sealed class VoiceActivityDetectorTests
{
    private const int Rate = 16_000;
    private const int Frame = 320;

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(300)]
    public void Speech_is_noticed_within_100_ms_above_the_noise_of_a_room(int noise)
    {
        var detector = new VoiceActivityDetector(Rate);
        Feed(detector, Tones.Noise(seed: 1, 3 * Rate, noise));
        Assert.False(detector.IsSpeaking);

        Assert.InRange(FramesUntil(detector, Mix(Tones.Speech(Rate, Rate), Tones.Noise(seed: 2, Rate, noise)), isSpeaking: true), 1, 5);
        Assert.InRange(FramesUntil(detector, Tones.Noise(seed: 3, Rate, noise), isSpeaking: false), 10, 20);
    }

    [Fact]
    public void Pauses_between_syllables_do_not_end_speech()
    {
        var detector = new VoiceActivityDetector(Rate);
        short[] speech = Tones.Speech(Rate, 3 * Rate);
        Feed(detector, speech[..Rate]);

        Assert.Equal(0, FramesUntil(detector, speech[Rate..], isSpeaking: false));
    }

    [Fact]
    public void Hum_and_a_short_click_are_no_speech()
    {
        var detector = new VoiceActivityDetector(Rate);
        Assert.Equal(0, FramesUntil(detector, Tones.Sine(20, Rate, 2 * Rate, amplitude: 300), isSpeaking: true));
        Assert.Equal(0, FramesUntil(detector, [.. Tones.Noise(seed: 1, Frame, 10_000), .. new short[10 * Frame]], isSpeaking: true));
    }

    [Fact]
    public void Noise_that_stays_becomes_background()
    {
        var detector = new VoiceActivityDetector(Rate);
        Feed(detector, Tones.Noise(seed: 1, 12 * Rate, 1_000));

        Assert.False(detector.IsSpeaking);
    }

    [Fact]
    public void A_frame_costs_no_memory()
    {
        var detector = new VoiceActivityDetector(Rate);
        short[] frame = Tones.Sine(200, Rate, Frame);

        Assert.Equal(0, Allocations.Least(() => detector.Process(frame)));
    }

    private static short[] Mix(short[] one, short[] other) => [.. one.Zip(other, static (a, b) => (short)Math.Clamp(a + b, short.MinValue, short.MaxValue))];

    private static void Feed(VoiceActivityDetector detector, short[] samples) => FramesUntil(detector, samples, isSpeaking: null);

    /// <summary>How many frames it takes until somebody speaks, or not any more; 0 if never.</summary>
    private static int FramesUntil(VoiceActivityDetector detector, short[] samples, bool? isSpeaking)
    {
        for (int i = 0; i + Frame <= samples.Length; i += Frame)
        {
            if (detector.Process(samples.AsSpan(i, Frame)) == isSpeaking)
            {
                return (i / Frame) + 1;
            }
        }

        return 0;
    }
}
