namespace Tureen.Rooms.Security;

/// <summary>The place of one WebSocket.</summary>
/// <param name="messages">The rate that all WebSockets of the address share.</param>
/// <param name="release">Gives the place back.</param>
internal sealed class SocketLease(TokenBucket messages, Action release) : IDisposable
{
    private readonly Lease _place = new(release);

    public TokenBucket Messages { get; } = messages;

    public void Dispose() => _place.Dispose();
}
