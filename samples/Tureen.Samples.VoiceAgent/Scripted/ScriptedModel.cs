using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Tureen.Samples.VoiceAgent.Scripted;

/// <summary>Stands for a language model: it answers from a script, word by word.</summary>
internal sealed class ScriptedModel : IChatClient
{
    private static readonly string[] Script =
    [
        "I hear you well. Shall we go through the agenda of today one item after the other?",
        "That is a good question. I would have to look it up before I can say more about it.",
        "Thank you for telling me. I will write it down and send a summary to everybody in this room.",
    ];

    private int _next;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        string text = "";
        await foreach (ChatResponseUpdate update in GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            text += update.Text;
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string answer = Script[_next++ % Script.Length];
        foreach (string word in answer.Split(' '))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, word + " ");
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // It holds nothing.
    }
}
