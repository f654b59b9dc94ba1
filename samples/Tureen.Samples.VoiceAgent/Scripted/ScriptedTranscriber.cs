using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Tureen.Audio;

namespace Tureen.Samples.VoiceAgent.Scripted;

/// <summary>Stands for a service that transcribes: it only measures how long the speech is.</summary>
internal sealed class ScriptedTranscriber : ISpeechToTextClient
{
    public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var reader = new WavReader(audioSpeechStream);
        short[] part = new short[reader.SampleRate];
        long samples = 0;
        for (int count = reader.Read(part); count > 0; count = reader.Read(part))
        {
            samples += count;
        }

        return Task.FromResult(new SpeechToTextResponse($"{(double)samples / reader.SampleRate:F1} seconds of speech"));
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (SpeechToTextResponseUpdate update in (await GetTextAsync(audioSpeechStream, options, cancellationToken)).ToSpeechToTextResponseUpdates())
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
