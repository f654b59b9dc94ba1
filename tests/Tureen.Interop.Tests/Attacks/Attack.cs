using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Tureen.Rooms.Protoo;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>Something that one hostile client does to the room server while an honest call goes on in another room.</summary>
internal abstract class Attack
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(20);

    /// <summary>By the list of faults that it belongs to, such as "S0 simulcast".</summary>
    public abstract string Name { get; }

    /// <summary>How long it takes in the short form, in seconds.</summary>
    public virtual int ShortSeconds => 2;

    /// <summary>How long it takes in the long form, in seconds.</summary>
    public virtual int LongSeconds => 10;

    /// <summary>Attacks, and says in a line what became of it. Fails if a bystander is hurt of whom the honest call knows nothing.</summary>
    public abstract Task<string> RunAsync(AttackScene scene, TimeSpan duration);

    public sealed override string ToString() => Name;

    /// <summary>Whether the server has refused something or has put the attacker out, which is its right.</summary>
    protected static bool IsRefusal(Exception exception) => exception
        is ProtooException or WebSocketException or TimeoutException or OperationCanceledException
        or HttpRequestException or IOException or SocketException or ObjectDisposedException;

    /// <summary>What became of something that the server may refuse: null, or why it did not work.</summary>
    /// <param name="step">What is tried.</param>
    /// <param name="limit">How long it may take; a server may also read more slowly than the attacker writes.</param>
    protected static async Task<string?> TryAsync(Func<Task> step, TimeSpan? limit = null)
    {
        try
        {
            await step().WaitAsync(limit ?? StepLimit);
            return null;
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            return exception.Message;
        }
    }

    /// <summary>Whether an answer of the server means no.</summary>
    protected static bool IsRefused(HttpStatusCode status) => (int)status >= 400;
}
