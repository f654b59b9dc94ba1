using Tureen.Audio;

namespace Tureen.Samples.VoiceAgent;

/// <summary>The agent's turn in a conversation, which a person may interrupt.</summary>
internal sealed class Turn(AudioWriter writer)
{
    private CancellationTokenSource? _interruption;
    private Task _answer = Task.CompletedTask;

    /// <summary>What ends the next answer.</summary>
    public CancellationToken Next(CancellationToken end)
    {
        _interruption = CancellationTokenSource.CreateLinkedTokenSource(end);
        return _interruption.Token;
    }

    public void Begin(Task answer) => _answer = answer;

    /// <summary>Ends the answer. Returns how much of it was not said; null if there is none.</summary>
    public TimeSpan? Interrupt()
    {
        if (_answer.IsCompleted && writer.Queued == TimeSpan.Zero)
        {
            return null;
        }

        _interruption?.Cancel();
        return writer.Clear();
    }
}
