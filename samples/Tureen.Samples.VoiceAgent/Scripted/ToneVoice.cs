using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Tureen.Samples.VoiceAgent.Scripted;

/// <summary>Stands for a service that speaks: a tone for each word, as long as the word.</summary>
internal sealed class ToneVoice : ITextToSpeechClient
{
    public const double Frequency = 700;

    private const int SampleRate = 24_000;
    private const int SamplesPerLetter = SampleRate / 20;
    private const double Loudness = 8_000;

    public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<short> samples = [];
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int length = word.Length * SamplesPerLetter;
            samples.AddRange(Enumerable.Range(0, length).Select(i =>
                (short)(Loudness * Math.Sin(Math.PI * i / length) * Math.Sin(2 * Math.PI * Frequency * i / SampleRate))));
            samples.AddRange(new short[SamplesPerLetter]);
        }

        byte[] file = Wav.Write([.. samples], SampleRate).ToArray();
        return Task.FromResult(new TextToSpeechResponse([new DataContent(file, "audio/wav")]));
    }

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (TextToSpeechResponseUpdate update in (await GetAudioAsync(text, options, cancellationToken)).ToTextToSpeechResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // It holds nothing.
    }
}
