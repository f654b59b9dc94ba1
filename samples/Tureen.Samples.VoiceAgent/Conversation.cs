using System.Diagnostics;
using Microsoft.Extensions.AI;
using Tureen.Audio;

namespace Tureen.Samples.VoiceAgent;

/// <summary>Takes turns with one person: listens until the person pauses, answers, and falls silent at once when the person speaks again.</summary>
internal sealed class Conversation(AudioWriter writer, ISpeechToTextClient ears, IChatClient model, ITextToSpeechClient voice)
{
    private static readonly TimeSpan LongestUtterance = TimeSpan.FromMinutes(1);

    private readonly List<ChatMessage> _history = [new(ChatRole.System, "You take part in a call. Answer in one or two short sentences.")];

    public async Task RunAsync(AudioReader reader, CancellationToken end)
    {
        var detector = new VoiceActivityDetector(writer.SampleRate);
        var utterance = new Utterance(writer.SampleRate, LongestUtterance);
        var turn = new Turn(writer);
        await foreach (AudioFrame frame in reader.ReadAllAsync(end))
        {
            bool wasSpeaking = detector.IsSpeaking;
            bool isSpeaking = detector.Process(frame.Samples.Span);
            if (isSpeaking && !wasSpeaking && turn.Interrupt() is { } cleared)
            {
                Console.WriteLine($"interrupted, {cleared.TotalMilliseconds:F0} ms not said");
            }

            utterance.Add(frame.Samples.Span, isSpeaking || wasSpeaking);
            if (wasSpeaking && !isSpeaking)
            {
                turn.Begin(AnswerAsync(utterance.Take(), turn.Next(end)));
            }
        }
    }

    private async Task AnswerAsync(short[] heard, CancellationToken interrupted)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            SpeechToTextResponse transcript = await ears.GetTextAsync(Wav.Write(heard, writer.SampleRate), cancellationToken: interrupted);
            Console.WriteLine($"heard: {transcript.Text}");
            _history.Add(new ChatMessage(ChatRole.User, transcript.Text));
            string answer = "";
            string sentence = "";
            await foreach (ChatResponseUpdate update in model.GetStreamingResponseAsync(_history, cancellationToken: interrupted))
            {
                answer += update.Text;
                sentence += update.Text;
                if (sentence.TrimEnd().EndsWith('.') || sentence.TrimEnd().EndsWith('?'))
                {
                    await SayAsync(sentence, began, interrupted);
                    sentence = "";
                }
            }

            await SayAsync(sentence, began, interrupted);
            _history.Add(new ChatMessage(ChatRole.Assistant, answer));
        }
        catch (OperationCanceledException)
        {
            // The person spoke again; what was not said is no part of the history.
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"No answer: {error.Message}");
        }
    }

    private async Task SayAsync(string sentence, long began, CancellationToken interrupted)
    {
        if (string.IsNullOrWhiteSpace(sentence))
        {
            return;
        }

        TextToSpeechResponse spoken = await voice.GetAudioAsync(sentence, cancellationToken: interrupted);
        foreach (DataContent audio in spoken.Contents.OfType<DataContent>())
        {
            bool isFirst = writer.Queued == TimeSpan.Zero;
            await writer.WriteAsync(Wav.Read(audio.Data, writer.SampleRate), interrupted);
            if (isFirst)
            {
                Console.WriteLine($"answering {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms after the end of the pause: {sentence.Trim()}");
            }
        }
    }
}
