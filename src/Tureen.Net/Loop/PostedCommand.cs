using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>A command whose caller does not wait for it.</summary>
internal sealed class PostedCommand(Action<Timestamp, IDatagramSink> action) : MailboxCommand
{
    public override void Execute(Timestamp now, IDatagramSink sink) => action(now, sink);
}
