namespace Tureen.Rooms.Security;

/// <summary>Gives something back when it is disposed, once.</summary>
internal sealed class Lease(Action release) : IDisposable
{
    private Action? _release = release;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
