namespace Tureen.Net.Loop;

/// <summary>The commands of a turn that wait for its end to be answered, the one that runs included.</summary>
internal sealed class ExecutedCommands
{
    // Another thread ends a loop that is stuck in a command.
    private readonly Lock _gate = new();
    private readonly Queue<MailboxCommand> _commands = new();

    public void Add(MailboxCommand command)
    {
        lock (_gate)
        {
            _commands.Enqueue(command);
        }
    }

    /// <summary>Answers all.</summary>
    public void CompleteAll()
    {
        while (TryTake(out MailboxCommand? command))
        {
            command!.Complete();
        }
    }

    /// <summary>Fails all. From any thread.</summary>
    public void FailAll(Func<Exception> createException)
    {
        while (TryTake(out MailboxCommand? command))
        {
            command!.Fail(createException());
        }
    }

    private bool TryTake(out MailboxCommand? command)
    {
        lock (_gate)
        {
            return _commands.TryDequeue(out command);
        }
    }
}
